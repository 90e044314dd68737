package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.catalogue.Options;
import io.espalier.cost.CostKind;
import io.espalier.cost.CostModel;
import io.espalier.data.ImageSourceKind;
import io.espalier.data.catalogue.ImageSources;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.export.FormatKind;
import io.espalier.export.djl.DjlExporter;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.retrain.RecipeKind;
import io.espalier.search.RandomSearcher;
import io.espalier.search.SearcherKind;
import io.espalier.settings.Catalogues;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import io.espalier.supernet.train.Annealing;
import io.espalier.supernet.train.AnnealingKind;
import io.espalier.supernet.train.OptimizerKind;
import io.espalier.supernet.train.PlanSampler;
import io.espalier.supernet.train.RmsProp;
import io.espalier.supernet.train.StrategyKind;
import io.espalier.supernet.zerocost.ScoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program's own entry of every catalogue is used as the built-in ones are, by every command. */
class OwnEntriesTest {

  /** Two layers of one of two kernels. */
  private record Kernels() implements SearchSpace {
    @Override
    public String name() {
      return "my_kernels";
    }

    @Override
    public List<Choice> choices() {
      return List.of(
          Choice.one("first", List.of("k1", "k3")), Choice.one("second", List.of("k1", "k3")));
    }
  }

  private record KernelNetworks(Scale scale, boolean affine) implements Blueprint {
    @Override
    public SearchSpace space() {
      return new Kernels();
    }

    @Override
    public Plan plan(Architecture architecture) {
      PlanBuilder plan = new PlanBuilder(scale.input());
      int at = 0;
      int in = scale.input().channels();
      for (int layer = 0; layer < 2; layer++) {
        int kernel = 1 + 2 * architecture.pick(layer);
        String path = "layer%d.k%d".formatted(layer, kernel);
        int conv = plan.add(path, Op.Conv.same(in, scale.channels(), kernel, 2), at);
        int norm = plan.add(path + ".norm", new Op.BatchNorm(scale.channels(), affine), conv);
        at = plan.add(path + ".relu", Op.Activation.RELU, norm);
        in = scale.channels();
      }
      int pool = plan.add("pool", new Op.GlobalAveragePool(), at);
      plan.add("head", new Op.Linear(in, scale.classes()), pool);
      return plan.build();
    }

    @Override
    public List<Architecture> covering() {
      return List.of(Architecture.of("my_kernels", 0, 0), Architecture.of("my_kernels", 1, 1));
    }
  }

  /** Settings of the searcher. */
  public record Patience(int patience) {}

  /** Settings of the optimizer. */
  public record Decay(double decay) {}

  private static final Catalogues OWN = own();

  private static Catalogues own() {
    Catalogues known = Catalogues.BUILT_IN;
    return known
        .withSpaces(
            known
                .spaces()
                .with(
                    new SpaceKind(
                        "my_kernels",
                        SpaceKind.Input.IMAGES,
                        Kernels::new,
                        KernelNetworks::new,
                        new Scale(8, 1, new Shape(3, 32, 32), 10))))
        .withImages(
            known
                .images()
                .with(
                    new ImageSourceKind(
                        "my_images",
                        "those of the sample",
                        (name, options, progress) ->
                            ImageSources.open("sample", options, progress))))
        .withSearchers(
            known
                .searchers()
                .with(
                    new SearcherKind<>(
                        "my_searcher",
                        "draws at random, patiently",
                        new Options<>(
                            Patience.class,
                            """
                            # Nothing depends on it
                            patience: 3
                            ---
                            patience: [1, 9]
                            """),
                        (space, limits, settings, seed) ->
                            new RandomSearcher(space, limits, seed.derive(settings.patience())))))
        .withScores(
            known
                .scores()
                .with(
                    new ScoreKind(
                        "my_score",
                        "one for each kernel of 3",
                        setting ->
                            batch ->
                                batch.stream()
                                    .<Outcome>map(a -> new Estimate(a, a.pick(0), 0, 0, 0))
                                    .toList())))
        .withCosts(
            known
                .costs()
                .with(
                    new CostKind(
                        "my_cost",
                        "megabytes of activations",
                        "MB",
                        "my_megabytes",
                        4,
                        CostModel::activationMegabytes)))
        .withStrategies(
            known
                .strategies()
                .with(
                    new StrategyKind(
                        "my_strategy",
                        "one path",
                        true,
                        (blueprint, sampler, macs) -> PlanSampler.singlePath(blueprint, sampler))))
        .withRecipes(
            known
                .recipes()
                .with(
                    new RecipeKind(
                        "my_recipe",
                        "one epoch",
                        """
                        epochs: 1
                        warmup_epochs: 0.0
                        optimizer: my_optimizer
                        annealing: my_annealing
                        """)))
        .withOptimizers(
            known
                .optimizers()
                .with(
                    new OptimizerKind<>(
                        "my_optimizer",
                        "RMSProp with an epsilon of its own",
                        new Options<>(Decay.class, "decay: 0.5\n---\ndecay: [0, 1]\n"),
                        own -> new RmsProp(own.decay(), 0.01))))
        .withAnnealings(
            known
                .annealings()
                .with(
                    new AnnealingKind<>(
                        "my_annealing",
                        "none at all",
                        Options.NONE,
                        none -> (Annealing) (epoch, warmup, epochs) -> 1)))
        .withFormats(
            known
                .formats()
                .with(
                    new FormatKind<>(
                        "my_format", "that of DJL", Options.NONE, none -> new DjlExporter())));
  }

  @TempDir Path folder;

  private Path run;
  private Path config;

  @BeforeEach
  void configure() throws IOException {
    run = folder.resolve("run");
    config = folder.resolve("my.yaml");
    Files.writeString(
        config,
        """
        threads: 1
        space: {name: my_kernels}
        data: {source: my_images, training_images: 200, image_size: 8}
        supernet: {channels: 4}
        train: {strategy: my_strategy, epochs: 1, batch_size: 20, warmup_epochs: 0}
        estimate: {weights: {supernet: 1, my_score: 1, my_cost: 1}, reference: 10, channels: 4}
        search:
          searcher: my_searcher
          evaluations: 3
          batch_size: 1
          recalibration_images: 20
          validation_images: 20
          workers: 1
          my_searcher: {patience: 2}
        limits: {my_cost: [null, 1]}
        retrain: {recipe: my_recipe, my_optimizer: {decay: 0.6}}
        export: {formats: my_format}
        """);
  }

  private Terminal expect(int code, String... arguments) {
    Terminal terminal = Terminal.run(OWN, arguments);
    assertThat(terminal.code()).as(terminal.out() + terminal.err()).isEqualTo(code);
    return terminal;
  }

  @Test
  void everyCommandKnowsThem() throws IOException {
    assertThat(expect(0, "list").out())
        .contains(
            "my_kernels",
            "my_images",
            "my_searcher",
            "my_score",
            "my_cost",
            "my_strategy",
            "my_recipe",
            "my_optimizer",
            "my_annealing",
            "my_format");
    Path written = folder.resolve("written.yaml");
    expect(0, "init", "" + written);
    assertThat(Files.readString(written))
        .contains("# Nothing depends on it", "patience: 3", "my_cost: [null, null]", "my_score:");
    expect(0, "validate", "-c", "" + config);

    expect(0, "train", "-c", "" + config, "-w", "" + run);
    String found = expect(0, "search", "-w", "" + run, "-f", "csv").out();
    assertThat(found).contains("my_megabytes", "my_searcher-my_cost-to-1", "combined score");
    assertThat(Files.readString(run.resolve("search/my_searcher-my_cost-to-1/trials.csv")))
        .contains(",my_megabytes,");
    expect(0, "search", "-w", "" + run, "--resume", "--evaluations", "4");
    assertThat(
            expect(
                    2,
                    "search",
                    "-w",
                    "" + run,
                    "--resume",
                    "--set",
                    "search.my_searcher.patience=4")
                .err())
        .contains("search.my_searcher.patience 2, not 4");
    assertThat(expect(2, "search", "-w", "" + run, "--set", "search.my_searcher.patience=10").err())
        .contains("from 1 to 9");
    assertThat(expect(2, "search", "-w", "" + run, "--max-my_cost", "0.0001").err()).contains("MB");
    assertThat(expect(2, "search", "-w", "" + run, "--searcher", "my_searchr").err())
        .contains("did you mean 'my_searcher'");

    expect(0, "export", "-w", "" + run);
    expect(0, "retrain", "-w", "" + run);
    assertThat(Files.readString(run.resolve("config.yaml")))
        .contains("my_optimizer", "decay: 0.6", "annealing: my_annealing");
    expect(0, "report", "-w", "" + run);
    assertThat(Files.readString(run.resolve("report.html"))).contains("my megabytes");
  }

  /** Who does not have them says so, and loses nothing. */
  @Test
  void withoutThemARunIsRefusedByName() throws IOException {
    assertThat(Terminal.run("validate", "-c", "" + config).err())
        .contains("unknown recipe 'my_recipe'");
    assertThat(run).doesNotExist();
  }
}
