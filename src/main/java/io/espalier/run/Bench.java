package io.espalier.run;

import io.espalier.bench.ChildBench;
import io.espalier.bench.MadeUpImages;
import io.espalier.bench.ProposalBench;
import io.espalier.bench.Timing;
import io.espalier.data.BatchReader;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.random.Seed;
import io.espalier.search.Searcher;
import io.espalier.search.lanas.LanasSearcher;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.space.Mask;
import io.espalier.space.SearchSpace;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.evaluate.Statistics;
import io.espalier.task.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Measures the CPU time of children of a supernet and of the proposals of its tree. */
public final class Bench {

  private static final int CLASSES = 10;
  private static final int CHANNELS = 3;

  /** Batches that a child is evaluated on, over which the work done once per child is spread. */
  private static final int BATCHES = 8;

  private final Run run;
  private final Settings config;
  private final Blueprint blueprint;

  /**
   * A bench for the configured supernet.
   *
   * @param imageSize side length of the images in pixels
   * @throws InputError if there is no such space, or the size does not suit it
   */
  public Bench(Run run, int imageSize) {
    this.run = run;
    this.config = run.settings();
    Shape input = new Shape(CHANNELS, imageSize, imageSize);
    this.blueprint =
        new Networks(
                config.space().kind(run.catalogues().spaces()),
                config.supernet(),
                new Scale(1, 1, input, CLASSES))
            .supernet();
  }

  /**
   * The measurements.
   *
   * @param timings a timing for each way of computing
   * @param device where the children were computed
   * @param savedShare the share of the children's multiply-accumulates that merging saves
   */
  public record Result(List<Timing> timings, String device, double savedShare) {
    public Result {
      timings = List.copyOf(timings);
    }
  }

  /** Children drawn with the configuration's seed. */
  public List<Architecture> draw(int count) {
    RandomGenerator random = new Seed(config.seed()).derive("bench").generator();
    List<Architecture> children = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      children.add(blueprint.space().sample(random));
    }
    return children;
  }

  /**
   * Reads children from a file.
   *
   * @param file one architecture a line: a mask of 0 and 1 in the order of the choices and their
   *     options, an id, or the notation of the space's benchmark
   * @param most the largest number to read
   * @throws InputError if it cannot be read or a line does not fit the space; the message names the
   *     line
   */
  public List<Architecture> read(Path file, int most) {
    List<String> lines;
    try {
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(file.toString());
      }
      lines = Files.readAllLines(file).stream().map(String::strip).toList();
    } catch (IOException e) {
      throw new InputError(
          "cannot read the masks in %s; name a file with one mask of 0s and 1s or one id per line"
              .formatted(file),
          e);
    }
    List<Architecture> children = new ArrayList<>();
    for (int l = 0; l < lines.size() && children.size() < most; l++) {
      if (!lines.get(l).isEmpty()) {
        try {
          children.add(child(lines.get(l)));
        } catch (InputError e) {
          throw new InputError("line %d of %s: %s".formatted(l + 1, file, e.getMessage()), e);
        }
      }
    }
    if (children.isEmpty()) {
      throw new InputError(
          "%s holds no architecture; give one mask of 0s and 1s or one id per line"
              .formatted(file));
    }
    return children;
  }

  /** A line of only 0s and 1s is a mask, even if its length is wrong. */
  private Architecture child(String line) {
    SearchSpace space = blueprint.space();
    return line.matches("[01]+") && space.readPublished(line).isEmpty()
        ? Mask.parse(line).toArchitecture(space)
        : space.parse(line);
  }

  /**
   * Measures.
   *
   * @param batch images per batch
   * @param threads workers that evaluate, and threads of an operation in training
   * @param rounds the number of measurements of each way
   * @param samples numbers of samples at which proposals are measured, in ascending order
   */
  public Result measure(
      List<Architecture> children, int batch, int threads, int rounds, List<Integer> samples) {
    PyTorch.useThreads(threads);
    Seed seed = new Seed(config.seed());
    int memoryMb = config.search().estimating().memoryMb();
    EstimateSettings settings =
        new EstimateSettings(
            Statistics.SHARED, config.search().estimating().score(), memoryMb, 0, false);
    List<Timing> timings = new ArrayList<>();
    double saved;
    String device;
    try (Supernet supernet =
        Supernet.initialise(blueprint, PyTorch.device(run.settings().device()), seed)) {
      device = PyTorch.name(supernet.weights().device());
      BatchReader images =
          MadeUpImages.reader(blueprint.scale(), BATCHES * batch, batch, seed.derive("images"));
      ChildBench bench = new ChildBench(supernet, children, images, settings, threads);
      saved = bench.savedShare();
      timings.addAll(bench.measure(rounds, run.progress()));
    }
    Searcher searcher =
        LanasSearcher.KIND.create(
            blueprint.space(),
            List.of(),
            config.search().own().get(LanasSearcher.KIND.name()),
            seed);
    ProposalBench proposals = new ProposalBench(searcher, blueprint.space(), seed);
    for (int count : samples) {
      timings.add(proposals.at(count));
    }
    return new Result(timings, device, saved);
  }
}
