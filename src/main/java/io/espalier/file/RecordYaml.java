package io.espalier.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.espalier.error.InputError;
import java.nio.file.Path;

/** Records as YAML for people to read; as strict in reading as {@link RecordJson}. */
public final class RecordYaml {

  private static final long LARGEST_FILE_BYTES = 1_000_000;

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RecordYaml() {}

  /**
   * Writes the record.
   *
   * @param comment a description of the file, as one line
   * @throws InputError if it cannot be written
   */
  public static void write(Path file, String comment, Record value) {
    try {
      HashedFile.write(file, "# " + comment + "\n" + YAML.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the record cannot be written as YAML", e);
    }
  }

  /**
   * Reads a record that {@link #write} wrote.
   *
   * @throws InputError if the file is missing, was changed or is not YAML of this record
   */
  public static <T extends Record> T read(Path file, Class<T> type) {
    try {
      T value = YAML.readValue(HashedFile.read(file, LARGEST_FILE_BYTES), type);
      if (value == null) {
        throw new InputError("cannot use %s: it is empty".formatted(file));
      }
      return value;
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("it is no YAML");
      throw new InputError(
          "cannot use %s: %s".formatted(file, reason.split("[;(]", 2)[0].strip()), e);
    }
  }

  /**
   * A record out of a file's tree, which nobody checked against a schema.
   *
   * @param what what the file is not if this fails: {@code no table of latencies}
   * @throws InputError if the tree has other keys, or values that the record refuses
   */
  public static <T> T read(Path file, JsonNode tree, Class<T> type, String what) {
    try {
      return YamlText.read(tree, type);
    } catch (IllegalStateException | InputError e) {
      throw new InputError(
          "%s is %s: %s; have it written again"
              .formatted(file, what, e.getMessage().lines().findFirst().orElse("")),
          e);
    }
  }
}
