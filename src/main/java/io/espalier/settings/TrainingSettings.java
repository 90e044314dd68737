package io.espalier.settings;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.espalier.error.InputError;
import io.espalier.supernet.train.Averaging;
import io.espalier.supernet.train.Recipe;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * The training of the supernet.
 *
 * @param warmStart the file of the weights that it begins with; empty for random ones
 * @param warmStartNames the file that says what the tensors there are called here; empty if they
 *     have the same names
 * @param warmStartHash the hash of what both files say
 * @param own the settings of every strategy that has any, by its name
 */
@RecordBuilder
public record TrainingSettings(
    String strategy,
    String draw,
    int drawLargestOf,
    double averageDecay,
    double averageTail,
    int wholeEpochs,
    String warmStart,
    String warmStartNames,
    String warmStartHash,
    GuideSettings guide,
    @JsonUnwrapped Recipe recipe,
    @JsonAnyGetter Map<String, Record> own)
    implements TrainingSettingsBuilder.With {

  public TrainingSettings {
    own = Checks.copy(own);
    if (!recipe.equals(recipe.with(null, null))) {
      throw new InputError("supernets are trained only by SGD with a cosine schedule");
    }
  }

  /** The average of the weights that becomes the supernet. */
  public Averaging averaging() {
    return new Averaging(averageDecay, averageTail);
  }
}
