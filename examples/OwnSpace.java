import io.espalier.config.Configuration;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.progress.Progress;
import io.espalier.run.BestArchitecture;
import io.espalier.run.Run;
import io.espalier.run.Search;
import io.espalier.run.Train;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A search space of your own: what can be chosen, and what each choice computes. Every layer here
 * is one of four operations, on half the pixels of the layer before.
 */
public final class OwnSpace implements SearchSpace {

  private static final String NAME = "layers";
  private static final int LAYERS = 3;
  private static final List<String> OPTIONS =
      List.of("conv_3x3", "conv_5x5", "depthwise_3x3", "max_pool");
  private static final OwnSpace SPACE = new OwnSpace();

  /** How the space can be named in settings. */
  public static final SpaceKind KIND =
      new SpaceKind(
          NAME,
          SpaceKind.Input.IMAGES,
          () -> SPACE,
          Layers::new,
          new Scale(16, 1, new Shape(3, 32, 32), 10));

  @Override
  public String name() {
    return NAME;
  }

  /** The bits of a mask, which the searchers learn from, are the options of these in order. */
  @Override
  public List<Choice> choices() {
    return IntStream.range(0, LAYERS).mapToObj(n -> Choice.one("layer" + n, OPTIONS)).toList();
  }

  /**
   * The networks of the space: a convolution, the layers, and a classifier.
   *
   * @param scale channels, shape of the images and number of classes
   * @param affine whether batch norms learn a scale and a shift
   */
  public record Layers(Scale scale, boolean affine) implements Blueprint {

    @Override
    public SearchSpace space() {
      return SPACE;
    }

    /** Operations with the same path have the same weights in all architectures. */
    @Override
    public Plan plan(Architecture architecture) {
      int channels = scale.channels();
      PlanBuilder plan = new PlanBuilder(scale.input());
      int at = plan.add("stem", Op.Conv.same(scale.input().channels(), channels, 3, 1), 0);
      for (int layer = 0; layer < LAYERS; layer++) {
        String option = OPTIONS.get(architecture.pick(layer));
        String path = "layer%d.%s".formatted(layer, option);
        int out = plan.add(path, operation(option, channels), at);
        int norm = plan.add(path + ".norm", new Op.BatchNorm(channels, affine), out);
        at = plan.add(path + ".relu", Op.Activation.RELU, norm);
      }
      int pool = plan.add("pool", new Op.GlobalAveragePool(), at);
      plan.add("classifier", new Op.Linear(channels, scale.classes()), pool);
      return plan.build();
    }

    private static Op operation(String option, int channels) {
      return switch (option) {
        case "conv_3x3" -> Op.Conv.same(channels, channels, 3, 2);
        case "conv_5x5" -> Op.Conv.same(channels, channels, 5, 2);
        case "depthwise_3x3" -> Op.Conv.depthwise(channels, 3, 2);
        case "max_pool" -> new Op.Pool(Op.Pool.Kind.MAX, 3, 2, 1);
        default -> throw new IllegalArgumentException("unknown option " + option);
      };
    }

    /** One architecture per option, which takes it in every layer. */
    @Override
    public List<Architecture> covering() {
      List<Architecture> covering = new ArrayList<>();
      for (int option = 0; option < OPTIONS.size(); option++) {
        int[] picks = new int[LAYERS];
        Arrays.fill(picks, option);
        covering.add(Architecture.of(NAME, picks));
      }
      return covering;
    }
  }

  /** Trains and searches a supernet of the space; the argument is the run folder. */
  public static void main(String[] arguments) {
    Catalogues catalogues = Catalogues.BUILT_IN.withSpaces(Catalogues.BUILT_IN.spaces().with(KIND));
    Settings settings =
        Configuration.defaults(catalogues)
            .set("work_dir=" + arguments[0])
            .set("threads=1")
            .set("space.name=" + NAME)
            .set("data={source: sample, image_size: 12, training_images: 600}")
            .set("supernet.channels=8")
            .set("train.epochs=2")
            .set("search={evaluations: 12, validation_images: 100, lanas: {initial_samples: 6}}")
            .values();
    try (Run run = Run.open(settings, catalogues, Progress.SILENT)) {
      new Train(run).run("OwnSpace", true);
      new Search(run).run(true);
      Architecture best = BestArchitecture.of(run);
      for (int layer = 0; layer < LAYERS; layer++) {
        System.out.printf("layer %d: %s%n", layer, OPTIONS.get(best.pick(layer)));
      }
    }
  }
}
