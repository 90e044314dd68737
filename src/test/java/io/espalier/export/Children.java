package io.espalier.export;

import ai.djl.Device;
import io.espalier.data.Augmentation;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSubset;
import io.espalier.data.Normalisation;
import io.espalier.export.djl.DjlExporter;
import io.espalier.plan.Op;
import io.espalier.plan.Op.Activation.Function;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.progress.Progress;
import io.espalier.provenance.DataUse;
import io.espalier.provenance.Machine;
import io.espalier.provenance.Provenance;
import io.espalier.provenance.Versions;
import io.espalier.random.Seed;
import io.espalier.supernet.Weights;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Small children and images for the tests of this package. */
public final class Children {

  public static final Normalisation NORMALISATION =
      new Normalisation(List.of(0.4f, 0.5f, 0.6f), List.of(0.2f, 0.25f, 0.3f));

  /**
   * Writes children in the formats that need nothing but this program; logits may differ by a
   * ten-thousandth of their range.
   */
  public static final ChildExport EXPORT =
      new ChildExport(List.of(new SafetensorsExporter(), new DjlExporter()), 1e-4, Progress.SILENT);

  private Children() {}

  /** A plan with every operation. */
  public static Plan everyOperation() {
    PlanBuilder builder = new PlanBuilder(new Shape(3, 12, 10));
    int resize = builder.add("resize", new Op.Resize(11, 13), 0);
    int conv = builder.add("stem.conv", new Op.Conv(3, 8, 3, 1, 2, 2, 1, true), resize);
    int norm = builder.add("stem.norm", new Op.BatchNorm(8, true, 1e-3f), conv);
    int active = builder.add("stem.relu6", Op.Activation.RELU6, norm);
    int deep = builder.add("1.deep", Op.Conv.depthwise(8, 5, 1), active);
    int plain = builder.add("1.norm", new Op.BatchNorm(8, false), deep);
    int relu = builder.add("1.relu", Op.Activation.RELU, plain);
    int average = builder.add("average", new Op.Pool(Op.Pool.Kind.AVERAGE, 3, 2, 1), relu);
    Function hard = Function.HARD_SIGMOID;
    Op excitation = new Op.SqueezeExcitation(8, 4, Function.RELU, hard);
    average = builder.add("excitation", excitation, average);
    int most = builder.add("most", new Op.Pool(Op.Pool.Kind.MAX, 3, 2, 1), active);
    int half = builder.add("half", new Op.Channels(2, 6), most);
    int shift = builder.add("shift", new Op.Shift(), half);
    int zero = builder.add("zero", new Op.Zero(2), relu);
    int few = builder.add("few", new Op.Channels(0, 4), zero);
    int sum = builder.add("sum", new Op.Add(), half, shift, few);
    int join = builder.add("join", new Op.Concat(), sum, average);
    int grouped = builder.add("grouped", new Op.Conv(12, 6, 1, 1, 0, 1, 3, false), join);
    int at = builder.add("swish", new Op.Activation(Function.SWISH), grouped);
    at = builder.add("mean", new Op.GlobalAveragePool(), at);
    at = builder.add("mix", new Op.Linear(6, 9, false), at);
    at = builder.add("active", new Op.Activation(Function.HARD_SWISH), at);
    at = builder.add("gate", new Op.Activation(hard), at);
    at = builder.add("dropout", new Op.Dropout(0.1f), at);
    builder.add("classifier", new Op.Linear(9, 3), at);
    return builder.build();
  }

  /** A child of {@link #everyOperation} with random weights and statistics. */
  public static Child random(long seed) {
    Plan plan = everyOperation();
    Weights weights = Weights.initialise(plan, Device.cpu(), new Seed(seed));
    disturb(weights, new Seed(seed).derive("statistics"));
    Scale scale = new Scale(8, 1, plan.input(), 3);
    return new Child(
        plan,
        weights,
        new ChildDescription(
            "test",
            "0-1",
            "1001",
            scale,
            NORMALISATION,
            List.of("cat", "dog", "tree"),
            provenance(seed)));
  }

  /** Where tests come from. */
  public static Provenance provenance(long seed) {
    return new Provenance(
        "test",
        "tester",
        "2026-01-01T00:00:00Z",
        seed,
        "0",
        DataUse.NONE,
        Versions.ofThisProgram(),
        Machine.ofThisProcess());
  }

  /** Gives batch norms and biases values that nothing starts with. */
  public static void disturb(Weights weights, Seed seed) {
    disturb(weights, name -> !name.endsWith(".weight"), seed);
  }

  private static void disturb(Weights weights, Predicate<String> which, Seed seed) {
    weights
        .all()
        .forEach(
            (name, array) -> {
              if (which.test(name)) {
                RandomGenerator random = seed.derive(name).generator();
                float[] values = new float[(int) array.size()];
                for (int i = 0; i < values.length; i++) {
                  values[i] = 0.5f + random.nextFloat();
                }
                array.set(values);
              }
            });
  }

  /** Random images of three classes, normalised, in two batches. */
  public static List<Batch> images(Shape shape, int count) {
    BatchReader reader =
        new BatchReader(
            ImageSubset.all(imageSet(shape, count)),
            NORMALISATION,
            Augmentation.NONE,
            (count + 1) / 2,
            new Seed(3));
    return IntStream.range(0, reader.sequentialCount()).mapToObj(reader::sequential).toList();
  }

  /** Random images of three classes. */
  public static ImageSet imageSet(Shape shape, int count) {
    RandomGenerator random = new Seed(11).generator();
    ByteBuffer pixels = ByteBuffer.allocateDirect((int) shape.values() * count);
    while (pixels.hasRemaining()) {
      pixels.put((byte) random.nextInt(256));
    }
    IntBuffer labels = IntBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      labels.put(i, i % 3);
    }
    return new ImageSet(shape.channels(), shape.height(), shape.width(), pixels.flip(), labels);
  }
}
