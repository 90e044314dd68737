package io.espalier.settings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.espalier.error.InputError;
import io.espalier.supernet.train.Averaging;
import io.espalier.supernet.train.Recipe;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The training of the supernet. */
@RecordBuilder
public record TrainingSettings(
    String strategy,
    String draw,
    int drawLargestOf,
    double averageDecay,
    double averageTail,
    int wholeEpochs,
    GuideSettings guide,
    @JsonUnwrapped Recipe recipe)
    implements TrainingSettingsBuilder.With {

  public TrainingSettings {
    if (!recipe.equals(recipe.with(null, null))) {
      throw new InputError("supernets are trained only by SGD with a cosine schedule");
    }
  }

  /** The average of the weights that becomes the supernet. */
  public Averaging averaging() {
    return new Averaging(averageDecay, averageTail);
  }
}
