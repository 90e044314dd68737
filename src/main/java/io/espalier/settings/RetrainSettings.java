package io.espalier.settings;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.espalier.supernet.train.Recipe;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * The final training of a child.
 *
 * @param own the settings of every optimizer and annealing that has any, by its name
 */
@RecordBuilder
public record RetrainSettings(
    String recipe,
    String from,
    int channels,
    int cells,
    @JsonUnwrapped Recipe descent,
    String optimizer,
    String annealing,
    double averageDecay,
    int cropPadding,
    int cutout,
    int augmentOperations,
    double augmentMagnitude,
    String augmentPolicy,
    double cutmix,
    int cutmixTimes,
    double dropPath,
    double auxiliary,
    double distil,
    @JsonAnyGetter Map<String, Record> own)
    implements RetrainSettingsBuilder.With {

  public RetrainSettings {
    own = Checks.copy(own);
  }
}
