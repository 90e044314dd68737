package io.espalier.export;

import ai.djl.Device;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanJson;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Weights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The two files that hold a child: {@code plan.json}, and {@code child.safetensors}, whose header
 * describes the child and holds hashes of the plan and of the tensors.
 */
final class ChildFiles {

  static final String WEIGHTS = "child.safetensors";
  static final String PLAN = "plan.json";

  private static final String FORMAT = "espalier-child-1";
  private static final long LARGEST_PLAN_BYTES = 16_000_000;

  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private ChildFiles() {}

  static void write(Child child, Path folder) {
    String plan = PlanJson.write(child.plan());
    Collection<Safetensors.Entry> tensors = child.tensors().values();
    Map<String, String> header = new LinkedHashMap<>();
    header.put("format", FORMAT);
    try {
      header.put("child", JSON.writeValueAsString(child.about()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the description cannot be written as JSON", e);
    }
    header.put("plan", hash(plan));
    header.put("tensors", hash(tensors));
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
          hash(PlanJson.write(plan)).equals(header.get("plan")),
          "%s is not the plan that these weights were written with".formatted(planFile));
      require(
          hash(content.tensors().values()).equals(header.get("tensors")),
          "its numbers are not those that were written");
      ChildDescription about =
          JSON.readValue(header.getOrDefault("child", ""), ChildDescription.class);
      return child(plan, content, about, device);
    } catch (InputError | IllegalArgumentException | ArithmeticException e) {
      throw unusable(weightsFile, e.getMessage(), e);
    } catch (JsonProcessingException e) {
      throw unusable(weightsFile, "its description is damaged: " + reason(e), e);
    } catch (IOException e) {
      throw unusable(planFile, "it cannot be read: " + e.getMessage(), e);
    }
  }

  private static Child child(
      Plan plan, Safetensors content, ChildDescription about, Device device) {
    Weights weights = Weights.of(plan, content, device);
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
    // Not Files.readString: it throws where bytes are no UTF-8, and JSON reports that better.
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new InputError(otherwise);
    }
  }

  /** What is wrong with a JSON text, without the library's advice to programmers. */
  static String reason(JsonProcessingException e) {
    return e.getOriginalMessage().split("[;(]", 2)[0].strip();
  }

  private static InputError unusable(Path file, String why, Exception cause) {
    return new InputError(
        "cannot use %s: %s; export the child again, or copy its folder again".formatted(file, why),
        cause);
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Over names, shapes and numbers, in their order. */
  private static String hash(Collection<Safetensors.Entry> tensors) {
    MessageDigest digest = sha256();
    for (Safetensors.Entry tensor : tensors) {
      String title = "%s %s %s\n".formatted(tensor.name(), tensor.type(), tensor.shape());
      digest.update(title.getBytes(StandardCharsets.UTF_8));
      digest.update(tensor.data().get());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
