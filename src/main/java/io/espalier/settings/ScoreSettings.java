package io.espalier.settings;

import io.soabase.recordbuilder.core.RecordBuilder;

/** The scores that architectures are compared by. */
@RecordBuilder
public record ScoreSettings(
    EstimateWeights weights,
    ScratchSettings scratch,
    int reference,
    int channels,
    int cells,
    int images)
    implements ScoreSettingsBuilder.With {}
