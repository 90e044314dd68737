package io.espalier.export;

import ai.djl.Device;
import io.espalier.data.Normalisation;
import io.espalier.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Writes a child in one form, and opens what it wrote as that form's users would. */
public interface Exporter {

  /** The name of this form in manifests and messages. */
  String name();

  /**
   * Writes the child; every file is complete and forced to the disk when this returns.
   *
   * @param folder an existing folder; files of other names in it are left alone
   */
  void export(Child child, Path folder) throws IOException;

  /** What runs it when it is {@linkplain #open opened}, with its version. */
  String runtime();

  /** Why what this form writes cannot be run on this machine; empty if it can. */
  default Optional<String> cannotRun() {
    return Optional.empty();
  }

  /**
   * Opens what {@link #export} wrote, from these files alone.
   *
   * @param normalisation what was done to the images that it will be given; a form that normalises
   *     for itself undoes it first
   * @throws io.espalier.error.InputError if a file is missing or damaged
   */
  Network open(Path folder, Normalisation normalisation, Device device);

  /**
   * Opens what {@link #export} wrote of a child that reads texts, from these files alone.
   *
   * @param plan what it computes; says what it remembers, where its files do not
   * @throws io.espalier.error.InputError if a file is missing or damaged
   */
  SequenceNetwork openSequence(Path folder, Plan plan, Device device);
}
