package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cli.experiment.Experiment;
import io.espalier.config.AblationConfiguration;
import io.espalier.config.CompareConfiguration;
import io.espalier.config.Configuration;
import io.espalier.settings.Catalogues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The configurations that come with the project are ones that the program takes. */
class ExperimentsTest {

  private static final Path FOLDER = Path.of("experiments");

  @Test
  void everyExperimentIsListedAndItsConfigurationIsValid() throws IOException {
    List<Path> experiments;
    try (Stream<Path> files = Files.list(FOLDER)) {
      experiments = files.filter(Files::isDirectory).sorted().toList();
    }
    assertThat(experiments).hasSizeGreaterThanOrEqualTo(3);
    String list = Files.readString(FOLDER.resolve("README.md"));
    for (Path experiment : experiments) {
      Path file = experiment.resolve("config.yaml");
      assertThat(list).contains("`" + experiment.getFileName() + "`");
      if (CompareConfiguration.isComparison(file)) {
        assertThat(CompareConfiguration.read(file, Catalogues.BUILT_IN).subjects()).isNotEmpty();
        assertIsChecked(experiment);
      } else if (AblationConfiguration.isAblation(file)) {
        assertThat(
                AblationConfiguration.read(file, Catalogues.BUILT_IN).settings(FOLDER).variants())
            .isNotEmpty();
        assertIsChecked(experiment);
      } else {
        assertThat(Configuration.read(file).values()).isNotNull();
        assertThat(Files.readString(file))
            .contains("# ")
            .containsAnyOf("./espalier quickstart", "./espalier train");
      }
    }
  }

  /** Says how it is launched, what it asks and found, and between which bounds figures must lie. */
  private static void assertIsChecked(Path experiment) throws IOException {
    assertThat(Files.readString(experiment.resolve("config.yaml")))
        .startsWith("# ")
        .contains("./espalier experiment run");
    assertThat(new Experiment(experiment).expectations().bounds()).isNotEmpty();
    assertThat(experiment.resolve("README.md")).isNotEmptyFile();
  }

  @Test
  void theQuickstartThatIsBuiltInIsTheOneThatIsShown() {
    assertThat(Configuration.quickstart(Catalogues.BUILT_IN).text())
        .isEqualTo(Configuration.read(FOLDER.resolve("000-quickstart/config.yaml")).text());
  }
}
