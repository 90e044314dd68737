package io.espalier.export.catalogue;

import io.espalier.catalogue.Catalogue;
import io.espalier.catalogue.Options;
import io.espalier.export.FormatKind;
import io.espalier.export.djl.DjlExporter;
import io.espalier.export.onnx.OnnxExporter;
import io.espalier.export.pytorch.PyTorchExporter;
import java.util.List;

/** The formats of exports that come with the program. */
public final class FormatKinds {

  /** All of them. */
  public static final Catalogue<FormatKind<?>> ALL =
      new Catalogue<>(
          "format",
          List.of(
              new FormatKind<>(
                  DjlExporter.NAME, "TorchScript for DJL", Options.NONE, none -> new DjlExporter()),
              PyTorchExporter.KIND,
              OnnxExporter.KIND));

  private FormatKinds() {}
}
