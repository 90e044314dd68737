package io.espalier.latency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.export.onnx.OnnxTimed;
import io.espalier.file.AtomicFile;
import io.espalier.file.Csv;
import io.espalier.file.RecordYaml;
import io.espalier.file.YamlText;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.progress.Progress;
import io.espalier.space.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder of networks to measure on another device.
 *
 * @param space the space
 * @param spaceHash the hash of its choices
 * @param scale the size of its networks
 */
public record Kit(String space, String spaceHash, Scale scale) {

  /** The table to fill in. */
  public static final String TABLE = "latencies.csv";

  private static final String FILE = "kit.yaml";
  private static final String NETWORKS = "networks";
  private static final List<String> TEXTS = List.of("README.md", "measure.py");

  /**
   * Writes networks as ONNX files with random weights, a table to fill in, and a program that does
   * it on every device with Python and ONNX Runtime.
   *
   * @throws InputError if the folder exists and is not empty, or cannot be written
   */
  public static void write(
      Path folder, Blueprint blueprint, List<Architecture> networks, Progress progress) {
    requireEmpty(folder);
    List<List<String>> rows = new ArrayList<>();
    try (Progress.Task task = progress.begin("writing", "networks", networks.size(), 0)) {
      for (int n = 0; n < networks.size(); n++) {
        String file = "%s/%04d.onnx".formatted(NETWORKS, n + 1);
        ByteBuffer model = ByteBuffer.wrap(OnnxTimed.model(blueprint.plan(networks.get(n)).live()));
        AtomicFile.write(
            folder.resolve(file),
            channel -> {
              while (model.hasRemaining()) {
                channel.write(model);
              }
            });
        rows.add(List.of(networks.get(n).id(), file, ""));
        task.advance(1, file);
      }
    }
    Kit kit =
        new Kit(blueprint.space().name(), LatencyTable.hash(blueprint.space()), blueprint.scale());
    AtomicFile.writeText(folder.resolve(FILE), YamlText.write(YamlText.tree(kit)));
    for (String name : TEXTS) {
      AtomicFile.writeText(folder.resolve(name), text(name));
    }
    AtomicFile.writeText(
        folder.resolve(TABLE), Csv.text(List.of("architecture", "file", "ms"), rows));
  }

  /**
   * The kit that a table of latencies lies in; empty if it lies elsewhere.
   *
   * @throws InputError if the folder has a file of a kit that is none
   */
  public static Optional<Kit> of(Path table) {
    Path file = table.toAbsolutePath().resolveSibling(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ObjectNode tree = YamlText.read(file).root();
    return Optional.of(
        RecordYaml.read(file, tree, Kit.class, "no description of a kit of networks"));
  }

  private static void requireEmpty(Path folder) {
    try (var files = Files.isDirectory(folder) ? Files.list(folder) : null) {
      if (Files.exists(folder) && (files == null || files.findAny().isPresent())) {
        throw new InputError(
            "%s is there already and not empty; name a folder that is not".formatted(folder));
      }
    } catch (IOException e) {
      throw new InputError("cannot read %s; make the folder readable".formatted(folder), e);
    }
  }

  private static String text(String name) {
    try (InputStream text = Kit.class.getResourceAsStream(name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
