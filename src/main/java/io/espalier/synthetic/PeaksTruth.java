package io.espalier.synthetic;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Five peaks, the highest of which is narrow: deceptive, since nearly everything that a search sees
 * leads to one of the others.
 *
 * <p>score = 100 max over peaks k of h<sub>k</sub> (1 - d<sub>k</sub> / r<sub>k</sub>), at least 0;
 * d<sub>k</sub> is the number of choices in which the architecture differs from the peak's own.
 * Four broad peaks have heights from {@value #LOWEST} to {@value #HIGHEST} and reach over all
 * choices; the narrow one has height 1 and reaches over {@value #NARROW} of them (of all choices,
 * as a share), so that it shows in only a few out of a hundred random architectures. Peaks are
 * placed at random, the narrow one at least half of all choices away from the others.
 */
final class PeaksTruth implements SyntheticTruth {

  static final String NAME = "peaks";

  private static final int BROAD = 4;
  private static final double LOWEST = 0.7;
  private static final double HIGHEST = 0.85;
  private static final double NARROW = 0.65;

  private final List<Peak> peaks = new ArrayList<>();

  /** A peak: where it lies, how high it is and how far it reaches, in choices. */
  private record Peak(Architecture at, double height, double reach) {

    double value(Architecture architecture) {
      return height * (1 - distance(at, architecture) / reach);
    }
  }

  PeaksTruth(SearchSpace space, long instance) {
    if (space.choices().stream().anyMatch(choice -> choice.picks() > 1)) {
      throw new InputError(
          "the truth '%s' needs a space whose choices take one option each; %s has others"
              .formatted(NAME, space.name()));
    }
    RandomGenerator random = new Seed(instance).derive("peaks truth").generator();
    int choices = space.choices().size();
    for (int k = 0; k < BROAD; k++) {
      double height = LOWEST + (HIGHEST - LOWEST) * k / (BROAD - 1);
      peaks.add(new Peak(space.sample(random), height, choices));
    }
    Architecture narrow = space.sample(random);
    while (nearest(narrow) < choices / 2.0) {
      narrow = space.sample(random);
    }
    peaks.add(new Peak(narrow, 1, NARROW * choices));
  }

  private double nearest(Architecture architecture) {
    return peaks.stream()
        .mapToDouble(peak -> distance(peak.at(), architecture))
        .min()
        .orElseThrow();
  }

  private static double distance(Architecture a, Architecture b) {
    int different = 0;
    for (int c = 0; c < a.picks().size(); c++) {
      different += a.picks().get(c).equals(b.picks().get(c)) ? 0 : 1;
    }
    return different;
  }

  @Override
  public OptionalDouble best() {
    return OptionalDouble.of(100);
  }

  @Override
  public double applyAsDouble(Architecture architecture) {
    double highest = 0;
    for (Peak peak : peaks) {
      highest = Math.max(highest, peak.value(architecture));
    }
    return 100 * highest;
  }
}
