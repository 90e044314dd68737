package io.espalier.supernet;

import ai.djl.Device;
import io.espalier.error.InputError;
import io.espalier.file.Sha256;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Node;
import io.espalier.plan.PlanJson;
import io.espalier.plan.Scale;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shared weights of all architectures of a space, and the blueprint that defines their use.
 *
 * <p>Its file names the space, the scale and a hash of the blueprint; {@link #load} refuses a file
 * written for another blueprint.
 */
public final class Supernet implements AutoCloseable {

  /** The prefix of the names of averaged weights in a training's checkpoint. */
  public static final String AVERAGE = "average/";

  private static final String FORMAT = "espalier-supernet-1";

  private final Blueprint blueprint;
  private final Weights weights;
  private final Map<String, String> metadata;

  private Supernet(Blueprint blueprint, Weights weights, Map<String, String> metadata) {
    this.blueprint = blueprint;
    this.weights = weights;
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** An untrained supernet. */
  public static Supernet initialise(Blueprint blueprint, Device device, Seed seed) {
    return new Supernet(
        blueprint, Weights.initialise(blueprint, device, seed), identity(blueprint));
  }

  /**
   * Reads a supernet, also from a training's checkpoint; if that holds averaged weights, these are
   * used.
   *
   * @throws InputError if the file is damaged, or of another space, scale or blueprint
   */
  public static Supernet load(Path file, Blueprint expected, Device device) {
    Safetensors content = Safetensors.read(file);
    checkIdentity(file, content.metadata(), expected);
    try {
      Weights weights = Weights.of(expected.operations(), averaged(content), device);
      return new Supernet(expected, weights, content.metadata());
    } catch (InputError e) {
      throw new InputError("cannot use %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** A checkpoint's content with the averages, if there are any, in place of the weights. */
  public static Safetensors averaged(Safetensors content) {
    Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>(content.tensors());
    content
        .tensors()
        .forEach(
            (name, entry) -> {
              if (name.startsWith(AVERAGE)) {
                tensors.put(name.substring(AVERAGE.length()), entry);
              }
            });
    return new Safetensors(content.metadata(), tensors);
  }

  /**
   * Writes the supernet as one file.
   *
   * @param facts further facts for its header (seed, data, provenance)
   */
  public void save(Path file, Map<String, String> facts) {
    Map<String, String> header = new LinkedHashMap<>(metadata);
    header.putAll(facts);
    header.putAll(identity(blueprint));
    Safetensors.write(file, header, weights.entries());
  }

  /** The facts that identify a supernet in its files. */
  public static Map<String, String> identity(Blueprint blueprint) {
    Scale scale = blueprint.scale();
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("format", FORMAT);
    identity.put("space", blueprint.space().name());
    identity.put("channels", Integer.toString(scale.channels()));
    identity.put("cells", Integer.toString(scale.cells()));
    identity.put("input", scale.input().toString());
    identity.put("classes", Integer.toString(scale.classes()));
    identity.put("blueprint", hash(blueprint));
    return identity;
  }

  /**
   * Checks that a file's header names this blueprint.
   *
   * @throws InputError naming the first fact that differs
   */
  public static void checkIdentity(Path file, Map<String, String> header, Blueprint expected) {
    identity(expected)
        .forEach(
            (fact, value) -> {
              String found = header.get(fact);
              if (!value.equals(found)) {
                throw new InputError(
                    ("cannot use %s: its %s is %s, but %s is configured; give the file that belongs"
                            + " to this configuration")
                        .formatted(file, fact, found == null ? "not given" : found, value));
              }
            });
  }

  /** SHA-256 over every node of the architectures that cover the space. */
  private static String hash(Blueprint blueprint) {
    MessageDigest digest = Sha256.begin();
    Set<String> seen = new HashSet<>();
    for (Architecture architecture : blueprint.covering()) {
      List<Node> nodes = blueprint.plan(architecture).nodes();
      for (Node node : nodes) {
        List<String> inputs = node.inputs().stream().map(i -> nodes.get(i).path()).toList();
        String line = "%s %s %s\n".formatted(node.path(), PlanJson.line(node.op()), inputs);
        if (seen.add(line)) {
          digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return Sha256.hex(digest.digest());
  }

  /** The blueprint that turns architectures into plans. */
  public Blueprint blueprint() {
    return blueprint;
  }

  /** The shared weights. */
  public Weights weights() {
    return weights;
  }

  /** The facts in the header of its file. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** A runner of one architecture. */
  public PlanRunner runner(Architecture architecture) {
    return new PlanRunner(blueprint.plan(architecture));
  }

  @Override
  public void close() {
    weights.close();
  }
}
