package io.espalier.settings;

import io.soabase.recordbuilder.core.RecordBuilder;

/** The search space. */
@RecordBuilder
public record SpaceSettings(String name) implements SpaceSettingsBuilder.With {}
