package io.espalier.export.pytorch;

import ai.djl.Device;
import io.espalier.catalogue.Options;
import io.espalier.data.Batch;
import io.espalier.data.text.TextBatch;
import io.espalier.error.InputError;
import io.espalier.error.Trouble;
import io.espalier.export.Child;
import io.espalier.export.Exporter;
import io.espalier.export.FormatKind;
import io.espalier.export.GeneratedFile;
import io.espalier.export.Network;
import io.espalier.export.PictureNetwork;
import io.espalier.export.SequenceNetwork;
import io.espalier.supernet.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes the folder {@code pytorch}: {@code model.py}, a plain PyTorch program for people to read,
 * train and change; {@code weights.safetensors}, its state; and {@code load.py}, which reads and
 * writes such a file.
 */
public final class PyTorchExporter implements Exporter {

  /** How it can be named. */
  public static final FormatKind<PyTorchOptions> KIND =
      new FormatKind<>(
          "pytorch",
          "a PyTorch program to read and to train",
          new Options<>(
              PyTorchOptions.class,
              """
              # A Python that can import torch, to verify the exported program with; empty for the first that can of
              # the environment variable ESPALIER_PYTHON, python3 and /usr/bin/python3. Run folders do not
              # store it, so that a folder from elsewhere cannot choose a program to run here
              python: ""
              # Time limit in seconds for it to start, to load a network or to run a batch
              seconds: 300
              ---
              seconds: [1, 1000000]
              """),
          PyTorchOptions::exporter);

  /** The name of this format. */
  public static final String NAME = "pytorch";

  private static final String WEIGHTS = "weights.safetensors";

  private final Supplier<Optional<PythonTorch>> finder;
  private final boolean keeps;
  private Optional<PythonTorch> found;

  private PyTorchExporter(Supplier<Optional<PythonTorch>> finder, boolean keeps) {
    this.finder = finder;
    this.keeps = keeps;
  }

  /** Writes programs that are proved with this Python, which the caller owns. */
  public static PyTorchExporter provedWith(Optional<PythonTorch> python) {
    return new PyTorchExporter(() -> python, true);
  }

  /**
   * Writes programs that are proved with a Python of their own, which ends when they are closed.
   *
   * @param starter starts one when it is needed; empty if there is none
   */
  public static PyTorchExporter provedBy(Supplier<Optional<PythonTorch>> starter) {
    return new PyTorchExporter(starter, false);
  }

  private Optional<PythonTorch> python() {
    if (found == null) {
      found = finder.get();
    }
    return found;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String runtime() {
    return "Python, PyTorch " + python().map(PythonTorch::version).orElse("(none found)");
  }

  @Override
  public Optional<String> cannotRun() {
    return python().isPresent()
        ? Optional.empty()
        : Optional.of("no Python with PyTorch was found");
  }

  @Override
  public void export(Child child, Path folder) throws IOException {
    Path target = folder.resolve(NAME);
    GeneratedProgram.of(child).write(target);
    Map<String, String> header = new LinkedHashMap<>();
    header.put("format", "pt");
    header.put("space", child.about().space());
    header.put("architecture", child.about().architecture());
    Safetensors.write(target.resolve(WEIGHTS), header, state(child));
  }

  private static List<Safetensors.Entry> state(Child child) {
    Map<String, String> names = TorchState.names(child.plan());
    List<Safetensors.Entry> state = new ArrayList<>();
    for (Safetensors.Entry entry : child.weights().entries()) {
      String name = names.get(entry.name());
      state.add(new Safetensors.Entry(name, entry.type(), entry.shape(), entry.data()));
    }
    return state;
  }

  @Override
  public Network open(Child child, Path folder, Device device) {
    PythonTorch runs = load(child, folder);
    return new Network() {
      @Override
      public List<float[]> logits(Batch batch) {
        return List.of(runs.run(batch));
      }

      @Override
      public void close() {
        release(runs);
      }
    };
  }

  @Override
  public SequenceNetwork openSequence(Child child, Path folder, Device device) {
    PythonTorch runs = load(child, folder);
    return new SequenceNetwork() {
      private boolean begins = true;

      @Override
      public void begin() {
        begins = true;
      }

      @Override
      public float[] logits(TextBatch batch) {
        float[] logits = runs.read(batch, begins);
        begins = false;
        return logits;
      }

      @Override
      public void close() {
        release(runs);
      }
    };
  }

  @Override
  public Optional<String> cannotReadPictures() {
    return python().map(PythonTorch::hasPillow).orElse(false)
        ? Optional.empty()
        : Optional.of("the Python has no Pillow");
  }

  @Override
  public boolean decodesAlike() {
    return false;
  }

  @Override
  public PictureNetwork openPictures(Child child, Path folder, Device device) {
    PythonTorch runs = load(child, folder);
    return new PictureNetwork() {
      @Override
      public float[] logits(Path picture) {
        return runs.look(picture);
      }

      @Override
      public void close() {
        release(runs);
      }
    };
  }

  private PythonTorch load(Child child, Path folder) {
    GeneratedProgram program = GeneratedProgram.of(child);
    program.check(folder.resolve(NAME));
    GeneratedFile.requireFile(folder.resolve(NAME).resolve(WEIGHTS));
    PythonTorch runs =
        python()
            .orElseThrow(
                () ->
                    new InputError(
                            "the module in %s cannot be run: no Python with PyTorch was found; install one (on Debian: python3-torch), or name the Python to use"
                                .formatted(folder))
                        .see(Trouble.PYTHON));
    runs.load(program, folder.resolve(NAME).resolve(WEIGHTS));
    return runs;
  }

  private void release(PythonTorch runs) {
    if (!keeps) {
      runs.close();
      found = null;
    }
  }
}
