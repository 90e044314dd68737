package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.study.Journal;
import io.espalier.supernet.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the quickstart does side by side is what the single commands do one after the other. */
@Tag("slow")
class QuickstartTest {

  private static final List<String> SMALL =
      List.of(
          "threads=1",
          "space.name=macro",
          "supernet.channels=4",
          "supernet.cells=1",
          "data.training_images=400",
          "train.epochs=2",
          "train.batch_size=20",
          "search.evaluations=24",
          "search.batch_size=4",
          "search.validation_images=60",
          "search.recalibration_images=40",
          "search.lanas.initial_samples=6",
          "retrain.epochs=2",
          "retrain.batch_size=20");

  @TempDir Path folder;

  @Test
  void sideBySideNothingComesOutDifferently() throws IOException {
    Path together = folder.resolve("together");
    Path single = folder.resolve("single");
    String table = done(together, SMALL, "quickstart");
    done(single, SMALL, "train", "--config", "experiments/000-quickstart/config.yaml");
    done(single, List.of(), "search");
    done(single, List.of(), "export");
    done(single, List.of(), "search", "--searcher", "random");
    // Of the searcher that was used last, if nothing else is said.
    done(single, List.of("search.searcher=lanas"), "retrain");
    for (String searcher : List.of("lanas", "random")) {
      assertThat(journal(together, searcher)).hasSizeGreaterThan(24);
      assertThat(journal(together, searcher)).isEqualTo(journal(single, searcher));
    }
    assertThat(weights(together)).isNotEmpty().isEqualTo(weights(single));
    // With several threads an operation it is done one after the other, here from what is there.
    assertThat(done(together, List.of(), "quickstart", "--threads", "2")).isEqualTo(table);
  }

  private static String done(Path run, List<String> settings, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("-w", run.toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    Terminal terminal = Terminal.run(arguments.toArray(String[]::new));
    assertThat(terminal.code()).as(terminal.err()).isZero();
    return terminal.out();
  }

  private static List<String> journal(Path run, String searcher) throws IOException {
    Path file = run.resolve("search").resolve(searcher).resolve("journal.jsonl");
    return Files.readAllLines(file).stream().map(Journal::withoutSeconds).toList();
  }

  private static List<String> weights(Path run) {
    return Safetensors.read(run.resolve("retrain/checkpoints/last.safetensors"))
        .tensors()
        .values()
        .stream()
        .map(tensor -> tensor.name() + " " + tensor.data().get().hashCode())
        .toList();
  }
}
