package io.espalier.tabular;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.error.InputError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads Accel-NASBench's release (Ahmad et al., DAC 2024), a file {@code result_N.json} per network
 * in a folder or an archive: {@code architecture} holds its choices, {@code metrics} accuracies and
 * training time, {@code platform_perf} what was measured on devices. Columns are called after the
 * keys, those of devices {@code throughput_a100.throughput_mean}; a value that is null is missing.
 * Of networks that were trained twice the first is kept, as by the benchmark's authors.
 */
final class ResultFilesReader implements CellReader {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private static final String ARCHITECTURE = "architecture";
  private static final long LARGEST_FILE_BYTES = 1_000_000;
  private static final int MOST_FILES = 1_000_000;

  private final Path source;
  private final List<String> names = new ArrayList<>();
  private final List<Map<String, String>> rows = new ArrayList<>();
  private final Set<String> columns = new LinkedHashSet<>();
  private int next;

  private ResultFilesReader(Path source, Map<String, JsonNode> results) {
    this.source = source;
    Set<JsonNode> seen = new HashSet<>();
    results.forEach(
        (name, result) -> {
          JsonNode architecture = result.path(ARCHITECTURE);
          if (!architecture.isObject()) {
            throw new InputError(
                "%s in %s has no object 'architecture'; it is no result of Accel-NASBench"
                    .formatted(name, source));
          }
          if (seen.add(architecture)) {
            Map<String, String> row = new LinkedHashMap<>();
            collect(architecture, "", row);
            collect(result.path("metrics"), "", row);
            collect(result.path("platform_perf"), "", row);
            columns.addAll(row.keySet());
            names.add(name);
            rows.add(row);
          }
        });
    if (rows.isEmpty()) {
      throw new InputError("%s holds no files *.json".formatted(source));
    }
  }

  private static void collect(JsonNode node, String path, Map<String, String> row) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      if (entry.getValue().isObject()) {
        collect(entry.getValue(), key, row);
      } else if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
        row.put(key, entry.getValue().asText());
      }
    }
  }

  /** Reads a folder and its subfolders. */
  static ResultFilesReader ofFolder(Path folder) throws IOException {
    Map<String, JsonNode> results = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(ResultFilesReader::isResult).sorted().toList()) {
        try (InputStream text = Files.newInputStream(file)) {
          put(results, folder.relativize(file).toString(), folder, text);
        }
      }
    }
    return new ResultFilesReader(folder, results);
  }

  private static boolean isResult(Path file) {
    return Files.isRegularFile(file) && file.toString().endsWith(".json");
  }

  /** Reads an archive; nothing is unpacked. */
  static ResultFilesReader ofArchive(Path file, InputStream bytes) throws IOException {
    Map<String, JsonNode> results = new TreeMap<>();
    try (TarArchiveInputStream archive = new TarArchiveInputStream(bytes)) {
      TarArchiveEntry entry;
      while ((entry = archive.getNextEntry()) != null) {
        String name = entry.getName();
        // Archives made on a Mac hold a hidden file beside each.
        boolean hidden = name.substring(name.lastIndexOf('/') + 1).startsWith(".");
        if (entry.isFile() && name.endsWith(".json") && !hidden) {
          put(results, name, file, archive);
        }
      }
    }
    return new ResultFilesReader(file, results);
  }

  private static void put(Map<String, JsonNode> results, String name, Path source, InputStream text)
      throws IOException {
    byte[] bytes = text.readNBytes((int) LARGEST_FILE_BYTES + 1);
    if (bytes.length > LARGEST_FILE_BYTES || results.size() >= MOST_FILES) {
      throw new InputError(
          "%s in %s is too large for a result, or there are too many".formatted(name, source));
    }
    try {
      results.put(name, JSON.readTree(bytes));
    } catch (JsonProcessingException e) {
      throw new InputError(
          "%s in %s is no JSON: %s".formatted(name, source, e.getOriginalMessage()), e);
    }
  }

  @Override
  public List<String> columns() {
    return List.copyOf(columns);
  }

  @Override
  public Optional<List<String>> next() {
    if (next == rows.size()) {
      return Optional.empty();
    }
    Map<String, String> row = rows.get(next++);
    return Optional.of(columns.stream().map(column -> row.getOrDefault(column, "")).toList());
  }

  @Override
  public String place(long index) {
    return index < names.size() ? names.get((int) index) + " in " + source : source.toString();
  }

  @Override
  public void close() {
    // Everything has been read.
  }
}
