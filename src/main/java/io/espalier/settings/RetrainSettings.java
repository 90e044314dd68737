package io.espalier.settings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.espalier.supernet.train.Recipe;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The final training of a child. */
@RecordBuilder
public record RetrainSettings(
    String recipe,
    String from,
    int channels,
    int cells,
    @JsonUnwrapped Recipe descent,
    String optimizer,
    double rmsDecay,
    double rmsEpsilon,
    String annealing,
    double annealFactor,
    double annealEpochs,
    double averageDecay,
    int cropPadding,
    int cutout,
    int augmentOperations,
    double augmentMagnitude,
    double dropPath,
    double auxiliary,
    double distil)
    implements RetrainSettingsBuilder.With {}
