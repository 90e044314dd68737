package io.espalier.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.error.InputError;
import java.nio.file.Path;

/**
 * Records as JSON with names like {@code accuracy_percent}. Reading is strict: every component must
 * be there, nothing else may be, and a record's own checks are run.
 */
public final class RecordJson {

  private static final long LARGEST_FILE_BYTES = 16_000_000;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RecordJson() {}

  /** The record as one line. */
  public static String text(Record value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the record cannot be written as JSON", e);
    }
  }

  /**
   * Parses the record from a text.
   *
   * @param what the name of the text in messages
   * @throws InputError if it is not JSON of this record
   */
  public static <T extends Record> T parse(String what, String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      // The library's advice to programmers follows after a semicolon or in brackets.
      String reason = e.getOriginalMessage().split("[;(]", 2)[0].strip();
      throw new InputError("cannot use %s: %s".formatted(what, reason), e);
    }
  }

  /**
   * Writes the record as a file for people and tools.
   *
   * @throws InputError if it cannot be written
   */
  public static void write(Path file, Record value) {
    try {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
      HashedFile.write(file, text + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the record cannot be written as JSON", e);
    }
  }

  /**
   * Reads a record that {@link #write} wrote.
   *
   * @throws InputError if the file is missing, was changed or is not JSON of this record
   */
  public static <T extends Record> T read(Path file, Class<T> type) {
    return parse(file.toString(), HashedFile.read(file, LARGEST_FILE_BYTES), type);
  }
}
