package io.espalier.config;

import io.espalier.error.InputError;
import io.espalier.export.ChildExport;
import io.espalier.export.DjlExporter;
import io.espalier.export.Exporter;
import io.espalier.export.Prover;
import io.espalier.export.SafetensorsExporter;
import io.espalier.export.onnx.OnnxExporter;
import io.espalier.export.onnx.OnnxOptions;
import io.espalier.export.pytorch.PyTorchExporter;
import io.espalier.export.pytorch.PythonTorch;
import io.espalier.progress.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The forms that children are written in, as section {@code export} names them. */
final class ExportForms {

  private static final List<String> NAMES =
      List.of(DjlExporter.NAME, PyTorchExporter.NAME, OnnxExporter.NAME);

  /** The Python of a user who does not want to name it in each configuration. */
  private static final String PYTHON_VARIABLE = "ESPALIER_PYTHON";

  private ExportForms() {}

  /** How children are written and proved. */
  static ChildExport of(Config.ExportSection settings, Progress progress) {
    List<Exporter> forms = new ArrayList<>(List.of(new SafetensorsExporter()));
    names(settings.formats()).forEach(name -> forms.add(form(name, settings)));
    return new ChildExport(forms, settings.tolerance(), progress);
  }

  /** How an export of these forms is proved again; whatever else is named is left out. */
  static Prover prover(List<String> forms, Config.ExportSection settings, Progress progress) {
    List<Exporter> known = new ArrayList<>(List.of(new SafetensorsExporter()));
    NAMES.stream().filter(forms::contains).forEach(name -> known.add(form(name, settings)));
    return new Prover(known, settings.tolerance(), progress);
  }

  /**
   * The names in a list with commas.
   *
   * @throws InputError if one is unknown
   */
  static List<String> names(String list) {
    List<String> names =
        Arrays.stream(list.split(",", -1)).map(String::strip).filter(n -> !n.isEmpty()).toList();
    for (String name : names) {
      if (!NAMES.contains(name)) {
        throw InputError.unknown("export.formats", name, NAMES);
      }
    }
    return names.stream().distinct().toList();
  }

  /** A Python that is named is tried at once; others are looked for when one is needed. */
  private static Exporter python(Config.ExportSection settings) {
    String named =
        settings.python().isEmpty()
            ? System.getenv().getOrDefault(PYTHON_VARIABLE, "")
            : settings.python();
    Duration limit = Duration.ofSeconds(settings.pythonSeconds());
    if (!named.isEmpty()) {
      PythonTorch.find(named, limit).ifPresent(PythonTorch::close);
    }
    return PyTorchExporter.provedBy(() -> PythonTorch.find(named, limit));
  }

  private static Exporter form(String name, Config.ExportSection settings) {
    return switch (name) {
      case DjlExporter.NAME -> new DjlExporter();
      case PyTorchExporter.NAME -> python(settings);
      case OnnxExporter.NAME ->
          new OnnxExporter(
              new OnnxOptions(
                  settings.onnxBatchNorm().equals(Config.ExportSection.FOLDED),
                  settings.onnxNormalise()));
      default -> throw InputError.unknown("export.formats", name, NAMES);
    };
  }
}
