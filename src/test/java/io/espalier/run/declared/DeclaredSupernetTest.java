package io.espalier.run.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.config.Configuration;
import io.espalier.error.InputError;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.progress.Progress;
import io.espalier.run.Evaluate;
import io.espalier.run.Export;
import io.espalier.run.Run;
import io.espalier.run.Search;
import io.espalier.run.Train;
import io.espalier.search.Proposal;
import io.espalier.settings.Catalogues;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeclaredSupernetTest {

  private static final String YAML =
      """
      seed: 4
      threads: 1
      space: {name: macro}
      data: {training_images: 300, image_size: 8}
      supernet: {channels: 4}
      train: {epochs: 1, warmup_epochs: 0}
      search: {validation_images: 50, recalibration_images: 64, workers: 1}
      """;

  @TempDir Path folder;

  static Stream<Path> declared() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("supernet"))) {
      List<Path> all = folders.filter(Files::isDirectory).sorted().toList();
      return all.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("declared")
  void whatIsKeptHereStillComputesTheSame(Path kept) {
    assertThat(declared(kept).verify(SpaceKinds.ALL)).isEqualTo(32);
  }

  private Path declare() throws IOException {
    Path declared = Files.createDirectories(folder.resolve("declared"));
    Files.writeString(declared.resolve("supernet.yaml"), YAML);
    return declared;
  }

  private static DeclaredSupernet declared(Path at) {
    return new DeclaredSupernet(at, configuration(at).values());
  }

  private static Configuration configuration(Path at) {
    return Configuration.read(DeclaredSupernet.declaration(at));
  }

  private void train(Path declared, String run, String... settings) {
    Configuration configuration = configuration(declared).set("work_dir=" + folder.resolve(run));
    for (String setting : settings) {
      configuration = configuration.set(setting);
    }
    try (Run at = Run.open(configuration.values(), Progress.SILENT)) {
      new Train(at).run("test", false);
      declared(declared).publish(at);
    }
  }

  @Test
  void whatATrainingMadeIsKeptAndComparedWithTheWeights() throws IOException {
    Path at = declare();
    DeclaredSupernet declared = declared(at);
    train(at, "run");
    assertThat(declared.verify(SpaceKinds.ALL)).isEqualTo(32);
    assertThat(at.resolve("provenance.json")).isNotEmptyFile();

    Path others = folder.resolve("others");
    Files.createDirectories(others);
    Files.writeString(others.resolve("supernet.yaml"), YAML.replace("seed: 4", "seed: 5"));
    train(others, "other-run");
    Files.copy(
        others.resolve("weights.safetensors"),
        at.resolve("weights.safetensors"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> declared.verify(SpaceKinds.ALL))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("the weights do not belong to checks.csv");
  }

  @Test
  void keptWeightsAreSearchedAndExportedWithoutATraining() throws IOException {
    Path at = declare();
    train(at, "run");
    Configuration configuration =
        configuration(at)
            .set("supernet.weights=" + at.resolve("weights.safetensors"))
            .set("work_dir=" + folder.resolve("search"));
    try (Run run = Run.open(configuration.values(), Progress.SILENT)) {
      run.folder().begin();
      SearchSpace space = run.task().networks().space();
      Architecture architecture = space.parse("1-2-0-1-0-2-1-0");
      SupernetCheck check = SupernetCheck.read(at.resolve("checks.csv"), space).get(0);
      assertThat(new Evaluate(run).estimate(space.parse(check.architecture())).score())
          .isCloseTo(check.score(), within(1e-4));
      assertThat(new Export(run).run(architecture, false)).isNotNull();
      assertThatThrownBy(() -> new Train(run).run("test", false))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("there is nothing to train");
    }
    // The seed parts the images; that of the search alone does not.
    assertThat(asked(configuration.set("search.seed=5"))).isNotEqualTo(asked(configuration));
    Configuration other = configuration.set("seed=5").set("work_dir=" + folder.resolve("other"));
    try (Run run = Run.open(other.values(), Progress.SILENT)) {
      Architecture architecture = run.task().networks().space().parse("1-2-0-1-0-2-1-0");
      assertThatThrownBy(() -> new Evaluate(run).estimate(architecture))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("was trained with seed 4")
          .hasMessageContaining("search.seed");
    }
  }

  private static List<Proposal> asked(Configuration configuration) {
    Run run = Run.without(configuration.values(), Catalogues.BUILT_IN, Progress.SILENT);
    return Search.searcher("lanas", run, run.problem(), run.settings().searchSeed()).ask(5);
  }

  @Test
  void aSupernetThatIsSplitIsCheckedAsOne() throws IOException {
    Path at = Files.createDirectories(folder.resolve("split"));
    Files.writeString(
        at.resolve("supernet.yaml"),
        YAML.replace("macro", "nasbench201")
            .replace("channels: 4", "channels: 4, split: 'edge 0>1'")
            .replace("epochs: 1,", "epochs: 1, whole_epochs: 1,"));
    train(at, "split-run");
    assertThat(declared(at).verify(SpaceKinds.ALL)).isEqualTo(32);
  }

  @Test
  void aTrainingWithOtherSettingsIsNotKept() throws IOException {
    Path at = declare();
    train(at, "run", "train.learning_rate=0.3");
    assertThat(at.resolve("weights.safetensors")).doesNotExist();
  }

  @Test
  void aFolderThatDeclaresNothingIsRefused() {
    assertThatThrownBy(() -> DeclaredSupernet.declaration(folder))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("it has no supernet.yaml");
  }

  @Test
  void aFileIsRefusedWithAWordOnHowItIsGiven() throws IOException {
    Path file = Files.writeString(folder.resolve("my.yaml"), "seed: 1\n");
    assertThatThrownBy(() -> DeclaredSupernet.declaration(file))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(file + " is a file")
        .hasMessageContaining("name a configuration");
  }
}
