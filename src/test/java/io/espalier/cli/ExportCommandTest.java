package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.espalier.export.Manifest;
import io.espalier.export.pytorch.Pythons;
import io.espalier.file.HashedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports by the command line: written, verified, tampered with, and taken back. */
class ExportCommandTest {

  private static final String ID = "3-1-2-3-1-2";
  private static final String OTHER = "2-1-2-3-1-3";

  /** Trained and exported from once; no test changes it. */
  @TempDir static Path trained;

  @TempDir Path folder;

  private static Path run() {
    return trained.resolve("run");
  }

  private static Path export(String id) {
    return run().resolve("export").resolve(id);
  }

  @BeforeAll
  static void trainAndExport() throws IOException {
    Path config = trained.resolve("tiny.yaml");
    Files.writeString(
        config,
        """
        seed: 1
        threads: 1
        space: {name: nasbench201}
        data: {training_images: 400, image_size: 8}
        supernet: {channels: 4}
        train: {epochs: 1, batch_size: 20, warmup_epochs: 0}
        search: {recalibration_images: 60}
        """);
    expect(0, "train", "-c", "" + config, "-w", "" + run());
    for (String id : List.of(ID, OTHER)) {
      Terminal exported = expect(0, "export", "-w", "" + run(), "-a", id, "-f", "csv");
      assertThat(exported.out()).contains(",safetensors,", ",djl,", ",onnx,ONNX Runtime");
    }
  }

  private static Terminal expect(int code, String... arguments) {
    Terminal terminal = Terminal.run(arguments);
    assertThat(terminal.code()).as(terminal.err()).isEqualTo(code);
    return terminal;
  }

  @Test
  void theFolderHoldsEveryFormAndSaysThatTheyAreTheSame() throws IOException {
    Path export = export(ID);
    for (String file :
        List.of(
            "child.yaml",
            "plan.json",
            "child.safetensors",
            "proof.json",
            "proof.safetensors",
            "djl/model.pt",
            "djl/README.md",
            "pytorch/model.py",
            "pytorch/load.py",
            "pytorch/weights.safetensors",
            "onnx/model.onnx")) {
      assertThat(export.resolve(file)).isNotEmptyFile();
    }
    assertThat(export.resolve("child.yaml"))
        .content()
        .contains("space: nasbench201", "architecture: ", "plan:", "macs_millions:", "provenance:");
    boolean python = Pythons.any().isPresent();
    assertThat(export.resolve("PROOF.md"))
        .content()
        .contains("masked supernet", "| onnx | ONNX Runtime")
        .contains(python ? "| pytorch | Python, PyTorch" : "Not run here: pytorch");
  }

  @Test
  void onlyTheFormsThatAreAskedForAreWritten() throws IOException {
    Path copy = copy(run(), folder.resolve("run"));
    String[] command = {
      "export", "-w", "" + copy, "-a", ID, "--overwrite", "--set", "export.formats=onnx"
    };
    expect(0, command);
    assertThat(copy.resolve("export").resolve(ID).resolve("onnx")).isDirectory();
    assertThat(copy.resolve("export").resolve(ID).resolve("djl")).doesNotExist();
    command[7] = "export.formats=tensorflow";
    assertThat(expect(2, command).err()).contains("tensorflow", "djl", "pytorch", "onnx");
    command[7] = "export.pytorch.python=/no/python";
    assertThat(expect(2, command).err()).contains("/no/python", "name another Python");
  }

  @Tag("slow")
  @Test
  void verifyNeedsOnlyTheFolderAndNoticesAnotherNetwork() throws IOException {
    Path copy = copy(export(ID), folder.resolve("child"));
    Terminal alone = expect(0, "verify", "" + copy, "-f", "csv");
    assertThat(alone.out()).contains("kept,safetensors,", "kept,onnx,").doesNotContain("different");
    Terminal withData = expect(0, "verify", "" + copy, "-w", "" + run(), "-f", "csv");
    assertThat(withData.out()).contains("kept,djl,", "validation,djl,");

    Path onnx = copy.resolve("onnx/model.onnx");
    ModelProto.Builder other = ModelProto.parseFrom(Files.readAllBytes(onnx)).toBuilder();
    TensorProto.Builder weights = other.getGraphBuilder().getInitializerBuilder(0);
    weights.setRawData(ByteString.copyFrom(new byte[weights.getRawData().size()]));
    Files.write(onnx, other.build().toByteArray());
    HashedFile.sumAll(copy);
    assertThat(expect(2, "verify", "" + copy).err()).contains("as onnx its logits differ");
    Files.copy(export(OTHER).resolve("onnx/model.onnx"), onnx, StandardCopyOption.REPLACE_EXISTING);
    HashedFile.sumAll(copy);
    assertThat(expect(2, "verify", "" + copy).err()).contains("model.onnx is not what Espalier");
    for (String name : List.of("proof.safetensors", "onnx/model.onnx")) {
      Files.delete(copy.resolve(name));
      assertThat(expect(2, "verify", "" + copy).err())
          .contains("there is no " + copy.resolve(name));
    }
  }

  /** Each writes a file when it is run, which no command may do. */
  @Tag("slow")
  @Test
  void nothingOfAReceivedFolderIsRun() throws IOException {
    assumeTrue(Pythons.any().isPresent(), "needs a Python with PyTorch");
    Path trace = folder.resolve("trace");
    String python = "\nopen(%s, 'w')\n".formatted("'" + trace + "'");
    for (String name : List.of("model.py", "load.py")) {
      Path copy = copy(export(ID), folder.resolve(name));
      Path program = copy.resolve("pytorch").resolve(name);
      Files.writeString(program, Files.readString(program) + python);
      HashedFile.sumAll(copy);
      assertThat(expect(2, "verify", "" + copy).err())
          .contains(name + " is not what Espalier writes for this plan", "line ");
    }
    Path own = folder.resolve("own");
    Files.writeString(
        own,
        """
        #!/bin/sh
        touch %s
        for python in python3 /usr/bin/python3; do
          $python -c "import torch" && exec $python "$@"
        done
        """
            .formatted(trace));
    assertThat(own.toFile().setExecutable(true)).isTrue();
    Path received = copy(run(), folder.resolve("run"));
    Path config = received.resolve("config.yaml");
    assertThat(Files.readString(config)).contains("python: \"\"");
    Files.writeString(config, Files.readString(config).replace("python: \"\"", "python: " + own));
    Path child = received.resolve("export").resolve(ID);
    expect(0, "verify", "" + child, "-w", "" + received);
    expect(0, "export", "-w", "" + received, "-a", ID, "--overwrite");
    assertThat(trace).doesNotExist();
    expect(0, "verify", "" + child, "--set", "export.pytorch.python=" + own);
    assertThat(trace).as("the user's own choice").exists();
  }

  @Test
  void importMakesAChildOfTheStateOfAProgram() {
    Path state = export(ID).resolve("pytorch/weights.safetensors");
    Path target = folder.resolve("imported");
    String[] command = {
      "import", "" + state, "--child", "" + export(ID), "--to", "" + target, "-w", "" + run()
    };
    expect(0, command);
    Manifest imported = Manifest.read(target);
    assertThat(imported.expected()).isEqualTo(Manifest.read(export(ID)).expected());
    assertThat(imported.provenance().what()).contains("import");
    assertThat(expect(2, command).err()).contains("exists already");
    command[3] = "" + export(OTHER);
    command[5] = "" + folder.resolve("other");
    assertThat(expect(2, command).err()).contains("is not the state of this child's program");
    assertThat(folder.resolve("other")).doesNotExist();
  }

  private static Path copy(Path from, Path to) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> inside = Files.walk(from)) {
      inside.forEach(all::add);
    }
    for (Path path : all) {
      Files.copy(path, to.resolve(from.relativize(path).toString()));
    }
    return to;
  }
}
