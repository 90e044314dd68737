package io.espalier.supernet.train;

import java.util.List;

/**
 * What came of a training.
 *
 * @param finished whether all steps were done; else it was asked to stop and can be resumed, or was
 *     not worth going on with
 * @param steps steps done in all
 * @param rollbacks how often the loss guard went back to a checkpoint
 * @param seconds wall time in all
 * @param cpuSeconds CPU time of the process in all, all threads
 * @param loss mean loss of the last row of the metrics
 * @param accuracyPercent accuracy on the training batches of that row
 * @param validationsPercent the validation accuracy after each epoch, where there is validation
 */
public record TrainingResult(
    boolean finished,
    long steps,
    int rollbacks,
    double seconds,
    double cpuSeconds,
    double loss,
    double accuracyPercent,
    List<Double> validationsPercent) {}
