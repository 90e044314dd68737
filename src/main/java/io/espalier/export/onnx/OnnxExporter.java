package io.espalier.export.onnx;

import ai.djl.Device;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.espalier.catalogue.Options;
import io.espalier.cost.Costs;
import io.espalier.data.Normalisation;
import io.espalier.data.text.Vocabulary;
import io.espalier.export.Child;
import io.espalier.export.ChildDescription;
import io.espalier.export.ExportText;
import io.espalier.export.Exporter;
import io.espalier.export.FormatKind;
import io.espalier.export.GeneratedFile;
import io.espalier.export.Network;
import io.espalier.export.PictureNetwork;
import io.espalier.export.PictureSteps;
import io.espalier.export.SequenceNetwork;
import io.espalier.file.AtomicFile;
import io.espalier.file.RecordJson;
import io.espalier.supernet.Folded;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes {@code onnx/model.onnx}: takes any number of images, gives logits, contains the weights,
 * and describes the child in the model's metadata. For a child that reads texts: takes any number
 * of texts of any length, side by side.
 */
public final class OnnxExporter implements Exporter {

  /** How it can be named. */
  public static final FormatKind<OnnxOptions> KIND =
      new FormatKind<>(
          "onnx",
          "a graph for ONNX Runtime and others",
          new Options<>(
              OnnxOptions.class,
              """
              # Whether batch norms are folded into the convolutions before them, which is faster; not folded, the
              # model can be trained further
              folds_batch_norm: true
              # Whether the graph normalises its input, so that it takes pixels from 0 to 1
              normalises: true
              """),
          OnnxExporter::new);

  /** The name of this format. */
  public static final String NAME = "onnx";

  /** The operator set of ONNX 1.17; the file format version that came with it follows. */
  static final int OPSET = 22;

  static final int IR_VERSION = 10;

  /** The metadata key of the description of the images. */
  static final String INPUT = "input";

  static final String UNIT_INPUT = "values from 0 to 1";
  static final String NORMALISED_INPUT = "normalised as 'normalisation' says";

  private static final String BATCH_NORM = "batch_norm";
  private static final String FOLDED = "folded";

  private static final String FILE = "model.onnx";
  private static final String PREPARATION = "prepare.onnx";

  private final OnnxOptions options;

  /** Writes models as {@code options} say. */
  public OnnxExporter(OnnxOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String runtime() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public void export(Child child, Path folder) {
    write(model(child, graph(child)), folder.resolve(NAME).resolve(FILE));
    if (child.plan().isRecurrent()) {
      return;
    }
    write(model(child, preparation(child)), folder.resolve(NAME).resolve(PREPARATION));
    texts(child)
        .forEach((name, text) -> AtomicFile.writeText(folder.resolve(NAME).resolve(name), text));
  }

  private Map<String, String> texts(Child child) {
    String values = options.normalises() ? UNIT_INPUT : "normalised as said below";
    Map<String, String> texts =
        ExportText.javaFiles(OnnxExporter.class, "README.md", "Classify-onnx.java", child);
    texts.replaceAll((name, text) -> text.replace("{values}", values));
    // ONNX Runtime for Java corrupts characters beyond 16 bits in a model's metadata.
    texts.put("classes.txt", ExportText.classes(child));
    return texts;
  }

  private static void write(ModelProto model, Path file) {
    AtomicFile.write(
        file,
        channel -> {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          model.writeTo(out);
          out.flush();
        });
  }

  /** The preparation of images that the network does not do itself. */
  private GraphProto preparation(Child child) {
    return OnnxPreparation.graph(
        child.plan().input(),
        Optional.of(child.about().normalisation()).filter(n -> !options.normalises()));
  }

  private ModelProto model(Child child, GraphProto graph) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .setProducerName("espalier")
            .setProducerVersion(child.about().provenance().versions().espalier())
            .setGraph(graph);
    metadata(child)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  private GraphProto graph(Child child) {
    String name = child.about().space();
    if (child.plan().isRecurrent()) {
      return OnnxSequence.graph(child.plan(), child.weights(), name);
    }
    Optional<Normalisation> normalisation =
        Optional.of(child.about().normalisation()).filter(n -> options.normalises());
    if (!options.foldsBatchNorm()) {
      return OnnxOperations.graph(child.plan(), child.weights(), name, normalisation);
    }
    try (Folded folded = Folded.of(child.plan(), child.weights())) {
      return OnnxOperations.graph(folded.plan(), folded.weights(), name, normalisation);
    }
  }

  private Map<String, String> metadata(Child child) {
    ChildDescription about = child.about();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("space", about.space());
    metadata.put("architecture", about.architecture());
    metadata.put("mask", about.mask());
    metadata.put("scale", RecordJson.text(about.scale()));
    Costs.of(child.plan())
        .byColumn()
        .forEach((column, value) -> metadata.put(column, Double.toString(value)));
    if (child.plan().isRecurrent()) {
      metadata.put(INPUT, OnnxSequence.INPUT);
      metadata.put("memory", OnnxSequence.MEMORY);
      // As JSON, since a line break is a token.
      metadata.put("vocabulary", RecordJson.text(new Vocabulary(about.classes())));
    } else {
      metadata.put(BATCH_NORM, options.foldsBatchNorm() ? FOLDED : "kept");
      metadata.put(INPUT, options.normalises() ? UNIT_INPUT : NORMALISED_INPUT);
      metadata.put("picture", PictureSteps.json(child));
      metadata.put("normalisation", RecordJson.text(about.normalisation()));
      metadata.put("classes", String.join("\n", about.classes()));
    }
    metadata.put("provenance", RecordJson.text(about.provenance()));
    return metadata;
  }

  @Override
  public Network open(Child child, Path folder, Device device) {
    return OnnxNetwork.open(
        folder.resolve(NAME).resolve(FILE), session(child, folder), child.about().normalisation());
  }

  @Override
  public SequenceNetwork openSequence(Child child, Path folder, Device device) {
    return new OnnxSequenceNetwork(session(child, folder));
  }

  @Override
  public PictureNetwork openPictures(Child child, Path folder, Device device) {
    Path target = folder.resolve(NAME);
    OnnxModel found = OnnxModel.read(target.resolve(FILE), child);
    OnnxExporter written = new OnnxExporter(options(found));
    Path preparation = target.resolve(PREPARATION);
    ModelProto expected = written.model(child, written.preparation(child));
    GeneratedFile.check(preparation, expected::writeTo);
    written.texts(child).forEach((name, text) -> GeneratedFile.check(target.resolve(name), text));
    return new OnnxPictures(
        OnnxNetwork.session(preparation, expected.toByteArray()),
        session(child, folder),
        child.plan().input().channels());
  }

  private static OrtSession session(Child child, Path folder) {
    Path file = folder.resolve(NAME).resolve(FILE);
    OnnxModel found = OnnxModel.read(file, child);
    OnnxExporter written = new OnnxExporter(options(found));
    found.requireStructure(written.model(child, written.graph(child)));
    return OnnxNetwork.session(file, found.bytes().toByteArray());
  }

  /** The options that a model was written with, as stated in it; they may differ from these. */
  private static OnnxOptions options(OnnxModel found) {
    return new OnnxOptions(
        found.says(BATCH_NORM, FOLDED).orElse(true), found.says(INPUT, UNIT_INPUT).orElse(true));
  }
}
