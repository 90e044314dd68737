package io.espalier.export;

import ai.djl.Device;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.file.RecordJson;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanJson;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Weights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The two files that hold a child: {@code plan.json}, and {@code child.safetensors}, whose header
 * describes the child and holds the hash of the plan.
 */
final class ChildFiles {

  static final String WEIGHTS = "child.safetensors";
  static final String PLAN = "plan.json";

  private static final String FORMAT = "espalier-child-2";
  private static final long LARGEST_PLAN_BYTES = 16_000_000;

  private ChildFiles() {}

  static void write(Child child, Path folder) {
    String plan = PlanJson.write(child.plan());
    Collection<Safetensors.Entry> tensors = child.tensors().values();
    Map<String, String> header = new LinkedHashMap<>();
    header.put("format", FORMAT);
    header.put("child", RecordJson.text(child.about()));
    header.put("plan", ChildHash.of(child.plan()));
    AtomicFile.writeText(folder.resolve(PLAN), plan);
    Safetensors.write(folder.resolve(WEIGHTS), header, tensors);
  }

  static Child read(Path folder, Device device) {
    Path weightsFile = folder.resolve(WEIGHTS);
    Path planFile = folder.resolve(PLAN);
    if (!Files.isDirectory(folder)) {
      throw new InputError(
          "there is no folder %s; name the folder of an exported child".formatted(folder));
    }
    for (Path file : List.of(weightsFile, planFile)) {
      if (!Files.isRegularFile(file)) {
        throw new InputError(
            "%s holds no exported child: %s is missing; name a folder that export wrote"
                .formatted(folder, file.getFileName()));
      }
    }
    Safetensors content = Safetensors.read(weightsFile);
    try {
      Map<String, String> header = content.metadata();
      require(FORMAT.equals(header.get("format")), "it is not the weights of an exported child");
      String text = read(planFile);
      Plan plan = PlanJson.read(planFile.toString(), text);
      require(
          ChildHash.of(plan).equals(header.get("plan")),
          "%s is not the plan that these weights were written with".formatted(planFile));
      ChildDescription about =
          RecordJson.parse(
              "the description in its header",
              header.getOrDefault("child", ""),
              ChildDescription.class);
      return child(plan, content, about, device);
    } catch (InputError | IllegalArgumentException | ArithmeticException e) {
      throw unusable(weightsFile, e.getMessage(), e);
    } catch (IOException e) {
      throw unusable(planFile, "it cannot be read: " + e.getMessage(), e);
    }
  }

  private static Child child(
      Plan plan, Safetensors content, ChildDescription about, Device device) {
    Weights weights = Weights.of(plan.operations(), content, device);
    try {
      Child child = new Child(plan, weights, about);
      Set<String> used = child.tensors().keySet();
      for (String name : content.tensors().keySet()) {
        require(used.contains(name), "tensor %s has no place in the plan".formatted(name));
      }
      return child;
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private static String read(Path file) throws IOException {
    require(
        Files.size(file) <= LARGEST_PLAN_BYTES,
        "%s has more than %d bytes".formatted(file, LARGEST_PLAN_BYTES));
    // Not Files.readString: it throws if the bytes are not UTF-8, which the JSON parser reports
    // better.
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new InputError(otherwise);
    }
  }

  private static InputError unusable(Path file, String why, Exception cause) {
    return new InputError(
        "cannot use %s: %s; export the child again, or copy its folder again".formatted(file, why),
        cause);
  }
}
