package io.espalier.doctor;

import io.espalier.file.CacheFolder;
import io.espalier.provenance.Machine;
import io.espalier.provenance.Versions;
import io.espalier.supernet.Libtorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The facts about this machine that need no native library. */
public final class MachineFacts {

  private final List<Fact> facts = new ArrayList<>();

  private MachineFacts() {}

  /**
   * The facts, in the order in which they are shown.
   *
   * @param work the folder that runs are written to
   * @param environment the environment's variables
   */
  public static List<Fact> of(Path work, Map<String, String> environment) {
    MachineFacts all = new MachineFacts();
    all.machine(work, environment);
    all.versions(environment);
    NumericalEnvironment.of(environment)
        .forEach((name, value) -> all.facts.add(new Fact("environment", name, value)));
    return List.copyOf(all.facts);
  }

  private void machine(Path work, Map<String, String> environment) {
    Machine machine = Machine.ofThisProcess();
    add("machine", "system", machine.os());
    add("machine", "processor", machine.cpu());
    add("machine", "vector instructions", Processor.vectors());
    add(
        "machine",
        "processor caches",
        Processor.hidesCaches() ? "hidden: oneDNN is right with SSE41 only" : "not hidden");
    add("machine", "cores", Integer.toString(machine.cores()));
    add("machine", "memory MiB", megabytes(Processor.memoryMegabytes("MemTotal")));
    add("machine", "memory free MiB", megabytes(Processor.memoryMegabytes("MemAvailable")));
    add("machine", "Java heap MiB", Long.toString(machine.heapMegabytes()));
    Path cache = CacheFolder.of(environment);
    add("machine", "work folder", work.toAbsolutePath().normalize() + free(work));
    add("machine", "cache folder", cache + free(cache));
  }

  private void versions(Map<String, String> environment) {
    Versions versions = Versions.ofThisProgram();
    add("java", "espalier", versions.espalier() + ", commit " + versions.commit());
    add("java", "Java", versions.java());
    add("natives", "DJL", versions.djl());
    add("natives", "PyTorch", versions.pytorch() + ", " + Libtorch.inForce(environment));
    add("natives", "ND4J", versions.nd4j());
    add("natives", "ONNX Runtime", Versions.onnxRuntime());
  }

  private void add(String about, String what, String value) {
    facts.add(new Fact(about, what, value.isEmpty() ? "unknown" : value));
  }

  private static String megabytes(long count) {
    return count < 0 ? "unknown" : Long.toString(count);
  }

  /** The free disk space at a folder, or at its nearest existing parent. */
  private static String free(Path folder) {
    Path there = folder.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      String writable = Files.isWritable(there) ? "" : ", not writable";
      return ", %d MiB free%s"
          .formatted(Files.getFileStore(there).getUsableSpace() >> 20, writable);
    } catch (IOException e) {
      return ", cannot be read";
    }
  }
}
