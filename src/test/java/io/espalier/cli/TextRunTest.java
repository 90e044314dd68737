package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.export.LanguageScore;
import io.espalier.export.Manifest;
import io.espalier.export.Proof;
import io.espalier.export.ProofReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a text, by the command line. */
class TextRunTest {

  @TempDir Path folder;

  private Path config;

  @BeforeEach
  void writeText() throws IOException {
    Path text = folder.resolve("own.txt");
    Files.writeString(text, "the cat sat on the mat; the dog ate the hat.\n".repeat(60));
    config = folder.resolve("own.yaml");
    Files.writeString(
        config,
        """
        space: {name: recurrent}
        data: {source: "text:%s", sequence_length: 16}
        supernet: {channels: 8}
        train: {epochs: 3, batch_size: 8, learning_rate: 0.5, clip_norm: 0.5, warmup_epochs: 0}
        search: {evaluations: 6, batch_size: 3, workers: 1, lanas: {initial_samples: 3}}
        retrain: {epochs: 2, batch_size: 8, learning_rate: 0.5, clip_norm: 0.5, warmup_epochs: 0}
        threads: 1
        """
            .formatted(text));
  }

  private Terminal espalier(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "-c", config.toString()));
    arguments.addAll(List.of(more));
    return Terminal.run(arguments.toArray(String[]::new));
  }

  private JsonNode row(String command, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-f", "json", "-w", run()));
    arguments.addAll(List.of(more));
    Terminal done = espalier(command, arguments.toArray(String[]::new));
    assertThat(done.code()).as(done.err()).isZero();
    return new JsonMapper().readTree(done.out()).get(0);
  }

  private String run() {
    return folder.resolve("run").toString();
  }

  @Test
  void trainsSearchesExportsAndRetrains() throws IOException {
    assertThat(espalier("validate").out()).contains("15 different characters");
    assertThat(row("train").path("finished").asText()).isEqualTo("true");
    JsonNode searched = row("search");
    assertThat(searched.path("score_is").asText()).isEqualTo("minus cross-entropy");
    double perplexity = searched.path("perplexity").asDouble();
    assertThat(perplexity).isBetween(1.0, 16.0);
    JsonNode exported = row("export");
    assertThat(exported.path("validation_perplexity").asDouble())
        .isCloseTo(perplexity, within(1e-3));
    Path child = Path.of(exported.path("folder").asText());
    assertThat(child.resolve("pytorch/model.py")).isNotEmptyFile();
    JsonNode measured = row("eval", "--child", child.toString());
    assertThat(measured.path("perplexity").asDouble()).isCloseTo(perplexity, within(1e-3));
    JsonNode retrained = row("retrain");
    assertThat(retrained.path("architecture").asText()).isEqualTo(searched.path("best").asText());
    assertThat(row("test").path("perplexity").asDouble())
        .isCloseTo(retrained.path("test_perplexity").asDouble(), within(1e-3));
    assertThat(Terminal.run("report", "-w", run()).code()).isZero();
    Terminal again =
        Terminal.run(
            "retrain",
            "--child",
            child.toString(),
            "--data",
            "text:" + folder.resolve("own.txt"),
            "--epochs=1",
            "--batch-size=8",
            "--set=data.sequence_length=16",
            "-w",
            folder.resolve("again").toString());
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(Manifest.read(folder.resolve("again/retrain/child")).scale().channels())
        .isEqualTo(8);
  }

  @Test
  void provesAgainAndTakesBackWhatWasTrainedInPyTorch() throws IOException {
    row("train");
    Path child = Path.of(row("export", "-a", "1-6-9-3-16-20-2-27").path("folder").asText());
    ProofReport proof = ProofReport.read(child);
    assertThat(proof.proofs())
        .extracting(Proof::format)
        .contains("safetensors", "djl", "onnx")
        .hasSize(4 - proof.unproved().size());
    Terminal verified = Terminal.run("verify", child.toString(), "-f", "json");
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(new JsonMapper().readTree(verified.out()).findValuesAsText("verdict"))
        .hasSize(4)
        .isSubsetOf("same", "not run")
        .startsWith("same", "same");
    Terminal withText = espalier("verify", child.toString(), "-f", "json");
    assertThat(new JsonMapper().readTree(withText.out())).as(withText.err()).hasSize(8);

    Path weights = child.resolve("pytorch/weights.safetensors");
    Path back = folder.resolve("back");
    String[] request = {
      "import", weights.toString(), "--child", child.toString(), "--to", back.toString()
    };
    Terminal noText = Terminal.run(request);
    assertThat(noText.code()).isEqualTo(2);
    assertThat(noText.err()).contains("read texts").contains("text:FILE");
    Terminal imported =
        Terminal.run(
            Stream.concat(Stream.of(request), Stream.of("-c", config.toString()))
                .toArray(String[]::new));
    assertThat(imported.code()).as(imported.err()).isZero();
    assertThat(LanguageScore.read(back)).isEqualTo(LanguageScore.read(child));
    assertThat(ProofReport.read(back).reference()).isEqualTo("imported network");

    byte[] model = Files.readAllBytes(back.resolve("onnx/model.onnx"));
    model[model.length / 2] ^= 0x40;
    Files.write(back.resolve("onnx/model.onnx"), model);
    Terminal damaged = Terminal.run("verify", back.toString());
    assertThat(damaged.code()).isEqualTo(2);
    assertThat(damaged.err()).contains("onnx");
  }

  @Test
  void wrongPairsAreRefusedWithWhatToDo() {
    Terminal images = espalier("validate", "--set", "data.source=sample");
    assertThat(images.code()).isEqualTo(2);
    assertThat(images.err()).contains("read texts").contains("text:FILE");
    Terminal text = espalier("validate", "--set", "space.name=macro");
    assertThat(text.code()).isEqualTo(2);
    assertThat(text.err()).contains("read images").contains("recurrent");
    Terminal scores = espalier("validate", "--set", "estimate.weights.naswot=1");
    assertThat(scores.code()).isEqualTo(2);
    assertThat(scores.err())
        .contains("with a text only", "macs, memory, params, supernet can count");
    Terminal racing = espalier("validate", "--set", "search.racing=5");
    assertThat(racing.code()).isEqualTo(2);
    assertThat(racing.err()).contains("search.racing is 5");
    Terminal rank = espalier("rank", "-w", run(), "--scratch", "10");
    assertThat(rank.code()).isEqualTo(2);
    assertThat(rank.err()).contains("need images, not a text");
    assertThat(Path.of(run())).doesNotExist();
  }
}
