package io.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import io.espalier.search.Proposal;
import io.espalier.space.Architecture;
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
    assertThat(new DeclaredSupernet(kept).verify()).isEqualTo(32);
  }

  private Path declare() throws IOException {
    Path declared = Files.createDirectories(folder.resolve("declared"));
    Files.writeString(declared.resolve("supernet.yaml"), YAML);
    return declared;
  }

  private void train(DeclaredSupernet declared, String run, String... settings) {
    Configuration configuration = declared.configuration();
    for (String setting : settings) {
      configuration = configuration.set(setting);
    }
    Parts parts = new Parts(configuration.values(), Progress.SILENT);
    try (RunFolder at = RunFolder.open(folder.resolve(run), configuration)) {
      TrainingRun.run("test", configuration, at, parts, false, Progress.SILENT);
      declared.publish(configuration, at, parts, Progress.SILENT);
    }
  }

  @Test
  void whatATrainingMadeIsKeptAndComparedWithTheWeights() throws IOException {
    Path at = declare();
    DeclaredSupernet declared = new DeclaredSupernet(at);
    train(declared, "run");
    assertThat(declared.verify()).isEqualTo(32);
    assertThat(at.resolve("provenance.json")).isNotEmptyFile();

    Path others = folder.resolve("others");
    Files.createDirectories(others);
    Files.writeString(others.resolve("supernet.yaml"), YAML.replace("seed: 4", "seed: 5"));
    train(new DeclaredSupernet(others), "other-run");
    Files.copy(
        others.resolve("weights.safetensors"),
        at.resolve("weights.safetensors"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(declared::verify)
        .isInstanceOf(InputError.class)
        .hasMessageContaining("the weights do not belong to checks.csv");
  }

  @Test
  void keptWeightsAreSearchedAndExportedWithoutATraining() throws IOException {
    Path at = declare();
    train(new DeclaredSupernet(at), "run");
    Configuration configuration =
        new DeclaredSupernet(at)
            .configuration()
            .set("supernet.weights=" + at.resolve("weights.safetensors"));
    Parts parts = new Parts(configuration.values(), Progress.SILENT);
    try (RunFolder run = RunFolder.open(folder.resolve("search"), configuration)) {
      run.begin();
      Architecture architecture = parts.space().parse("1-2-0-1-0-2-1-0");
      ExportRun export = new ExportRun(configuration.values(), run, parts);
      double before = SupernetCheck.read(at.resolve("checks.csv"), parts.space()).get(0).score();
      Architecture first =
          parts
              .space()
              .parse(
                  SupernetCheck.read(at.resolve("checks.csv"), parts.space())
                      .get(0)
                      .architecture());
      assertThat(export.estimate(first).score()).isCloseTo(before, within(1e-4));
      assertThat(export.export(architecture, false)).isNotNull();
      assertThatThrownBy(
              () -> TrainingRun.run("test", configuration, run, parts, false, Progress.SILENT))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("there is nothing to train");
    }
    // The seed parts the images; that of the search alone does not.
    assertThat(asked(configuration.set("search.seed=5"))).isNotEqualTo(asked(configuration));
    Configuration other = configuration.set("seed=5");
    Parts others = new Parts(other.values(), Progress.SILENT);
    try (RunFolder run = RunFolder.open(folder.resolve("other"), other)) {
      ExportRun export = new ExportRun(other.values(), run, others);
      assertThatThrownBy(() -> export.estimate(parts.space().parse("1-2-0-1-0-2-1-0")))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("was trained with seed 4")
          .hasMessageContaining("search.seed");
    }
  }

  private static List<Proposal> asked(Configuration configuration) {
    return new Parts(configuration.values(), Progress.SILENT).searcher("lanas").ask(5);
  }

  @Test
  void aSupernetThatIsSplitIsCheckedAsOne() throws IOException {
    Path at = Files.createDirectories(folder.resolve("split"));
    Files.writeString(
        at.resolve("supernet.yaml"),
        YAML.replace("macro", "nasbench201")
            .replace("channels: 4", "channels: 4, split: 'edge 0>1'")
            .replace("epochs: 1,", "epochs: 1, whole_epochs: 1,"));
    DeclaredSupernet declared = new DeclaredSupernet(at);
    train(declared, "split-run");
    assertThat(declared.verify()).isEqualTo(32);
  }

  @Test
  void aTrainingWithOtherSettingsIsNotKept() throws IOException {
    Path at = declare();
    train(new DeclaredSupernet(at), "run", "train.learning_rate=0.3");
    assertThat(at.resolve("weights.safetensors")).doesNotExist();
  }

  @Test
  void aFolderThatDeclaresNothingIsRefused() {
    assertThatThrownBy(() -> new DeclaredSupernet(folder))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("it has no supernet.yaml");
  }

  @Test
  void aFileIsRefusedWithAWordOnHowItIsGiven() throws IOException {
    Path file = Files.writeString(folder.resolve("my.yaml"), "seed: 1\n");
    assertThatThrownBy(() -> new DeclaredSupernet(file))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("--config " + file);
  }
}
