package io.espalier.notebook.kernel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.notebook.Notebook;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts Jupyter with a kernel for Java, which is this program. */
public final class Jupyter {

  private static final String INSTALL =
      "install one, on Debian or Ubuntu by: sudo apt-get install jupyter-notebook jupyter-nbconvert";

  /** What can show notebooks, the first that is there. */
  private static final List<String> PROGRAMS = List.of("jupyter-lab", "jupyter-notebook");

  private static final long SECONDS_TO_END = 10;

  /** What the launcher sets for native libraries, which other programs of Jupyter would not. */
  private static final List<String> VARIABLES =
      List.of(
          "OPENBLAS_CORETYPE",
          "ONEDNN_MAX_CPU_ISA",
          "OMP_WAIT_POLICY",
          "MALLOC_MMAP_THRESHOLD_",
          "MALLOC_TRIM_THRESHOLD_",
          "MALLOC_TOP_PAD_",
          "PYTORCH_LIBRARY_PATH",
          "LD_LIBRARY_PATH");

  private Jupyter() {}

  /**
   * Writes a kernel into a folder that Jupyter finds if the folder is in {@code JUPYTER_PATH}.
   *
   * @param main the class that is started; its arguments are {@code notebook kernel FILE}
   */
  public static void writeKernel(Path folder, String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of("notebook", "kernel", "{connection_file}"));
    Map<String, Object> kernel = new LinkedHashMap<>();
    kernel.put("argv", command);
    kernel.put("display_name", "Java (Espalier)");
    kernel.put("language", Notebook.KERNEL);
    // Otherwise Jupyter interrupts by Ctrl-C, which ends a program in Java.
    kernel.put("interrupt_mode", "message");
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.keySet().retainAll(VARIABLES);
    kernel.put("env", environment);
    Path file = folder.resolve("kernels").resolve(Notebook.KERNEL).resolve("kernel.json");
    AtomicFile.writeText(
        file, JsonMapper.builder().build().valueToTree(kernel).toPrettyString() + "\n");
  }

  /**
   * Starts Jupyter and waits until it ends.
   *
   * @param folder the folder of notebooks to show
   * @param kernels a folder with a {@linkplain #writeKernel kernel}
   * @param flags more flags for Jupyter
   * @return its exit code
   * @throws InputError if the folder is missing or there is no Jupyter
   */
  public static int start(Path folder, Path kernels, List<String> flags) {
    if (!Files.isDirectory(folder)) {
      throw new InputError("there is no folder %s; name one with notebooks".formatted(folder));
    }
    List<String> command = new ArrayList<>();
    command.add(program().toString());
    command.add(folder.toAbsolutePath().toString());
    command.addAll(flags);
    ProcessBuilder jupyter = new ProcessBuilder(command).inheritIO();
    jupyter.environment().merge("JUPYTER_PATH", kernels.toString(), Jupyter::before);
    try {
      Process process = jupyter.start();
      // However this program ends, Jupyter and its kernels end with it, without asking.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "end of Jupyter"));
      return process.waitFor();
    } catch (IOException e) {
      throw new InputError("Jupyter cannot be started: %s".formatted(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static void end(Process process) {
    process.destroy();
    try {
      process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String before(String others, String own) {
    return own + File.pathSeparator + others;
  }

  private static Path program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return PROGRAMS.stream()
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(f -> Path.of(f, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new InputError(
                    "there is no Jupyter on the path (%s); %s"
                        .formatted(String.join(", ", PROGRAMS), INSTALL)));
  }
}
