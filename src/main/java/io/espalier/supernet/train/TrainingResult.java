package io.espalier.supernet.train;

import java.util.List;

/**
 * The result of a training.
 *
 * @param finished whether all steps were done; otherwise it was stopped and can be resumed, or was
 *     not worth continuing
 * @param steps the total number of steps done
 * @param rollbacks the number of roll-backs to a checkpoint
 * @param seconds the total wall time
 * @param cpuSeconds the total CPU time of the process, all threads
 * @param loss the mean loss of the last row of the metrics
 * @param accuracyPercent the accuracy on the training batches of that row
 * @param validationsPercent the validation accuracy after each epoch, if there is validation
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
