package io.espalier.provenance;

import io.espalier.file.RecordJson;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The origin of a result; enough to reproduce it.
 *
 * @param what the command that made it, for example {@code espalier train --seed 7}
 * @param who the user's name on the machine
 * @param when the moment, in UTC, as ISO-8601
 * @param seed the run's seed
 * @param configHash SHA-256, in hexadecimal, of the resolved configuration
 * @param data the images
 * @param versions the versions of the program and its libraries
 * @param machine the machine it ran on
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

  public Provenance {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(who, "who");
    Objects.requireNonNull(when, "when");
    Objects.requireNonNull(configHash, "configHash");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(versions, "versions");
    Objects.requireNonNull(machine, "machine");
  }

  /** The provenance of a result made now, on this machine, by this program. */
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
   * @throws io.espalier.error.InputError if the folder cannot be written
   */
  public void write(Path file) {
    RecordJson.write(file, this);
  }

  /**
   * Reads {@code provenance.json}.
   *
   * @throws io.espalier.error.InputError if it is missing or damaged
   */
  public static Provenance read(Path file) {
    return RecordJson.read(file, Provenance.class);
  }
}
