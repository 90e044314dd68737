package io.espalier.export;

import ai.djl.Device;
import io.espalier.data.Augmentation;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.data.ImageSubset;
import io.espalier.error.InputError;
import io.espalier.plan.Plan;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.Evaluator;
import io.espalier.supernet.evaluate.Score;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * A standalone network: a live plan, exactly the weights that it uses, and the description needed
 * to use it without the supernet that it was cut out of.
 */
public final class Child implements AutoCloseable {

  private static final int SCORE_BATCH = 64;

  private final Plan plan;
  private final Weights weights;
  private final ChildDescription about;

  /**
   * A child that owns {@code weights} and frees them when it is closed.
   *
   * @param plan a live plan
   * @param weights tensors of exactly the plan's sizes
   */
  public Child(Plan plan, Weights weights, ChildDescription about) {
    if (!plan.live().equals(plan)) {
      throw new IllegalArgumentException(
          "the " + plan + " holds nodes that its output does not need");
    }
    if (!plan.input().equals(about.scale().input())
        || plan.output().channels() != about.classes().size()) {
      throw new IllegalArgumentException(
          "the %s does not take images of %s to %d classes"
              .formatted(plan, about.scale().input(), about.classes().size()));
    }
    this.plan = plan;
    this.weights = weights;
    this.about = about;
  }

  /**
   * Reads a child from the folder of its export.
   *
   * @throws InputError if a file is missing, damaged, cut off, or belongs to another child; the
   *     message names the file
   */
  public static Child load(Path folder, Device device) {
    return ChildFiles.read(folder, device);
  }

  /** The plan, all of it live. */
  public Plan plan() {
    return plan;
  }

  /** The tensors of the plan; owned by this child. */
  public Weights weights() {
    return weights;
  }

  /** The description of this child. */
  public ChildDescription about() {
    return about;
  }

  /** This child as a network that gives logits; valid while the child is open. */
  public Network network() {
    return new PlanNetwork(new PlanRunner(plan), weights);
  }

  /**
   * The score of this child on images prepared as it requires.
   *
   * @param images the images, of this child's input shape
   * @param names the names of their classes, by label
   * @param what the label of the progress bar, for example {@code validation}
   * @throws InputError if the images are of another shape or have other classes
   */
  public Score score(ImageSubset images, List<String> names, String what, Progress progress) {
    about.checkFits(images.images(), names);
    BatchReader reader =
        new BatchReader(images, about.normalisation(), Augmentation.NONE, SCORE_BATCH, new Seed(0));
    try (Progress.Task task = progress.begin(what, "images", images.count(), 0)) {
      return new Evaluator()
          .score(new PlanRunner(plan), weights, Mode.EVALUATION, () -> counted(reader, task));
    }
  }

  /**
   * The probability of each class for a picture, by label; they sum to 1.
   *
   * @param picture a JPEG or PNG file of any size
   * @throws InputError if it cannot be read
   */
  public double[] probabilities(Path picture) {
    Batch batch = about.pictureForm().batch(List.of(picture), about.normalisation());
    float[] logits = network().logits(batch).get(0);
    double largest = IntStream.range(0, logits.length).mapToDouble(c -> logits[c]).max().orElse(0);
    double[] shares =
        IntStream.range(0, logits.length).mapToDouble(c -> Math.exp(logits[c] - largest)).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  /** Each batch is only there until the next one is asked for. */
  private static Iterator<Batch> counted(BatchReader reader, Progress.Task task) {
    AtomicReference<Batch> last = new AtomicReference<>();
    return IntStream.range(0, reader.sequentialCount())
        .mapToObj(
            index -> {
              Optional.ofNullable(last.get()).ifPresent(reader::release);
              Batch batch = reader.sequential(index);
              last.set(batch);
              task.advance(batch.count(), "");
              return batch;
            })
        .iterator();
  }

  /** The tensors by full name, as they are written to files. */
  public Map<String, Safetensors.Entry> tensors() {
    Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
    weights.entries().forEach(entry -> tensors.put(entry.name(), entry));
    return tensors;
  }

  @Override
  public void close() {
    weights.close();
  }
}
