package io.espalier.settings;

import io.soabase.recordbuilder.core.RecordBuilder;

/** The size of the supernet. */
@RecordBuilder
public record SupernetSettings(
    int channels, int cells, boolean affine, String split, String weights)
    implements SupernetSettingsBuilder.With {}
