package io.espalier.provenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * What a result was made from; enough to make it again.
 *
 * @param what the command that made it, for example {@code espalier train --seed 7}
 * @param who the user's name on the machine
 * @param when the moment, in UTC, as ISO-8601
 * @param seed the run's seed
 * @param configHash SHA-256, in hexadecimal, of the resolved configuration
 * @param data the images
 * @param versions of the program and what it stands on
 * @param machine where it ran
 */
public record Provenance(
    String what,
    String who,
    String when,
    long seed,
    String configHash,
    DataUse data,
    Versions versions,
    Machine machine) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  public Provenance {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(who, "who");
    Objects.requireNonNull(when, "when");
    Objects.requireNonNull(configHash, "configHash");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(versions, "versions");
    Objects.requireNonNull(machine, "machine");
  }

  /** The provenance of a result that is made now, on this machine, by this program. */
  public static Provenance now(String what, long seed, String configHash, DataUse data) {
    return new Provenance(
        what,
        System.getProperty("user.name", "unknown"),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        seed,
        configHash,
        data,
        Versions.ofThisProgram(),
        Machine.ofThisProcess());
  }

  /**
   * Writes {@code provenance.json}.
   *
   * @throws InputError if the folder cannot be written
   */
  public void write(Path file) {
    AtomicFile.writeText(file, toJson() + "\n");
  }

  /** This record as JSON text. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a provenance can always be written", e);
    }
  }

  /**
   * Reads {@code provenance.json}.
   *
   * @throws InputError if it is missing or damaged
   */
  public static Provenance read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), Provenance.class);
    } catch (JsonProcessingException e) {
      throw new InputError(
          "%s is no provenance of ours: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
