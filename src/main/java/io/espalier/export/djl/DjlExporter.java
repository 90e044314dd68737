package io.espalier.export.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.espalier.error.InputError;
import io.espalier.export.Child;
import io.espalier.export.ExportText;
import io.espalier.export.Exporter;
import io.espalier.export.GeneratedFile;
import io.espalier.export.Network;
import io.espalier.export.PictureNetwork;
import io.espalier.export.SequenceNetwork;
import io.espalier.file.AtomicFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the folder {@code djl}: a TorchScript module that DJL's PyTorch engine loads without any
 * code of ours, the names of the classes, the preparation of images, and a README with an example.
 * For a child that reads texts: the module, its vocabulary and a README.
 */
public final class DjlExporter implements Exporter {

  /** The name of this format. */
  public static final String NAME = "djl";

  private static final String MODEL = "model.pt";
  private static final String README = "README.md";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String runtime() {
    return "DJL, PyTorch engine " + Engine.getEngine("PyTorch").getVersion();
  }

  @Override
  public void export(Child child, Path folder) {
    Path target = folder.resolve(NAME);
    AtomicFile.write(
        target.resolve(MODEL),
        channel -> {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          TorchScriptArchive.write(child, out);
          out.flush();
        });
    texts(child).forEach((name, text) -> AtomicFile.writeText(target.resolve(name), text));
  }

  /** The other files, by their names. */
  private static Map<String, String> texts(Child child) {
    if (child.plan().isRecurrent()) {
      return Map.of("vocabulary.json", vocabulary(child) + "\n", README, textReadme(child));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("synset.txt", ExportText.classes(child));
    texts.put("serving.properties", serving(child));
    texts.putAll(ExportText.javaFiles(DjlExporter.class, "README.md", "Classify-djl.java", child));
    return texts;
  }

  private static String vocabulary(Child child) {
    ArrayNode tokens = JsonNodeFactory.instance.arrayNode();
    child.about().classes().forEach(tokens::add);
    return tokens.toString();
  }

  /** The settings that DJL reads with a model: engine, translator and its arguments. */
  private static String serving(Child child) {
    StringBuilder text = new StringBuilder("engine=PyTorch\noption.modelName=model\n");
    text.append(
        "translatorFactory=ai.djl.modality.cv.translator.ImageClassificationTranslatorFactory\n");
    translator(child).forEach((key, value) -> text.append("%s=%s\n".formatted(key, value)));
    return text.toString();
  }

  /** No resizing: DJL would distort the picture or skip antialiasing, so the model does it. */
  private static Map<String, String> translator(Child child) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("flag", child.plan().input().channels() == 1 ? "GRAYSCALE" : "COLOR");
    settings.put("toTensor", "true");
    settings.put("applySoftmax", "true");
    settings.put("topK", Integer.toString(Math.min(5, child.about().classes().size())));
    return settings;
  }

  private static String textReadme(Child child) {
    String memory =
        DjlSequenceNetwork.widths(child.plan()).stream()
            .map("manager.zeros(new Shape(1, %d))"::formatted)
            .collect(Collectors.joining(", "));
    return ExportText.of(DjlExporter.class, "text-README.md", child).replace("{memory}", memory);
  }

  @Override
  public Network open(Child child, Path folder, Device device) {
    return new DjlNetwork(load(child, folder, device), child.about().normalisation());
  }

  @Override
  public SequenceNetwork openSequence(Child child, Path folder, Device device) {
    return new DjlSequenceNetwork(
        load(child, folder, device), DjlSequenceNetwork.widths(child.plan()));
  }

  @Override
  public PictureNetwork openPictures(Child child, Path folder, Device device) {
    return new DjlPictures(load(child, folder, device), translator(child), child);
  }

  /**
   * Loads the module alone. From a folder, DJL would also read other files, such as {@code
   * serving.properties} and classes in {@code libs}, which decide what code it runs.
   */
  private static Model load(Child child, Path folder, Device device) {
    Path target = folder.resolve(NAME);
    Path file = target.resolve(MODEL);
    GeneratedFile.check(file, out -> TorchScriptArchive.write(child, out));
    texts(child).forEach((name, text) -> GeneratedFile.check(target.resolve(name), text));
    Model model = Model.newInstance("model", device, "PyTorch");
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      model.load(in);
      return model;
    } catch (IOException | MalformedModelException | EngineException e) {
      model.close();
      throw new InputError(
          "DJL cannot load %s: %s; export the child again".formatted(file, e.getMessage()), e);
    }
  }
}
