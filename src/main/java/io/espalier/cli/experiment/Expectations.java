package io.espalier.cli.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The expected figures of an experiment.
 *
 * @param bounds by {@code task/searcher/figure}
 */
public record Expectations(Map<String, Bounds> bounds) {

  /** No expectations. */
  public static final Expectations NONE = new Expectations(Map.of());

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * The bounds of a figure.
   *
   * @param min the minimum; null for none
   * @param max the maximum; null for none
   */
  public record Bounds(Double min, Double max) {
    boolean hold(double value) {
      return (min == null || value >= min) && (max == null || value <= max);
    }
  }

  /**
   * A figure beside its bounds.
   *
   * @param figure {@code task/searcher/figure}
   * @param value its value
   * @param bounds its bounds
   * @param isInside whether it is within them
   */
  public record Check(String figure, double value, Bounds bounds, boolean isInside) {}

  /**
   * Reads {@code expected.json}: {@code {"task/searcher/median_samples": {"max": 42}}}.
   *
   * @throws InputError if it cannot be read, or bounds are not numbers called min and max
   */
  public static Expectations read(Path file) {
    try {
      Map<String, Bounds> bounds =
          JSON.readValue(
              Files.readString(file), new TypeReference<LinkedHashMap<String, Bounds>>() {});
      bounds.forEach(
          (figure, bound) -> {
            if (bound == null || (bound.min() == null && bound.max() == null)) {
              throw new InputError(
                  "%s says nothing of %s; give min, max or both".formatted(file, figure));
            }
          });
      return new Expectations(bounds);
    } catch (JsonProcessingException e) {
      throw new InputError(
          "%s holds no bounds: %s; write {\"task/searcher/median_samples\": {\"max\": 42}}"
              .formatted(file, e.getOriginalMessage().split("[;(]", 2)[0].strip()),
          e);
    } catch (IOException e) {
      throw new InputError("cannot read %s; make the file readable".formatted(file), e);
    }
  }

  /**
   * Refuses bounds on figures that an experiment does not produce, before it takes hours.
   *
   * @param subjects every {@code task/searcher}
   * @throws InputError if a figure is of none of them
   */
  public void requireSubjects(Collection<String> subjects) {
    for (String figure : bounds.keySet()) {
      if (!subjects.contains(subject(figure))) {
        throw InputError.unknown("subject of an expected figure", subject(figure), subjects);
      }
    }
  }

  private static String subject(String figure) {
    return figure.substring(0, Math.max(figure.lastIndexOf('/'), 0));
  }

  /**
   * Compares figures with their bounds.
   *
   * @throws InputError if there is no figure with a name
   */
  public List<Check> check(Map<String, Double> figures) {
    List<Check> checks = new ArrayList<>();
    bounds.forEach(
        (figure, allowed) -> {
          Double value = figures.get(figure);
          if (value == null) {
            List<String> alike =
                figures.keySet().stream()
                    .filter(known -> subject(known).equals(subject(figure)))
                    .toList();
            throw InputError.unknown("expected figure", figure, alike);
          }
          checks.add(new Check(figure, value, allowed, allowed.hold(value)));
        });
    return checks;
  }
}
