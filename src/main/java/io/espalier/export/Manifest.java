package io.espalier.export;

import io.espalier.cost.Costs;
import io.espalier.data.Normalisation;
import io.espalier.error.InputError;
import io.espalier.file.RecordYaml;
import io.espalier.plan.Scale;
import io.espalier.provenance.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The content of an export's {@code child.yaml}, for people and for tools that do not read weights.
 *
 * @param format the version of this file's format
 * @param space the name of the search space
 * @param architecture the id in that space
 * @param mask its bits
 * @param plan the file with the plan
 * @param scale the size at which the space's networks were built
 * @param costs the costs of the network
 * @param picture the steps from a picture file to the network's input; empty for texts
 * @param normalisation the values of the last of these steps
 * @param classes the names of the classes, by label
 * @param expected the accuracy on the search's validation images
 * @param provenance the origin of the weights
 */
public record Manifest(
    String format,
    String space,
    String architecture,
    String mask,
    PlanFile plan,
    Scale scale,
    Costs costs,
    Map<String, String> picture,
    Normalisation normalisation,
    List<String> classes,
    Accuracy expected,
    Provenance provenance) {

  /** Its name in the folder of an export. */
  public static final String FILE = "child.yaml";

  private static final String FORMAT = "espalier-export-4";

  private static final String COMMENT =
      "A network that Espalier exported; MACs and parameters in millions, accuracy in percent";

  /**
   * The child's plan.
   *
   * @param file its name in the folder
   * @param nodes the number of its operations
   * @param sha256 the SHA-256 of its text as this program writes it
   */
  public record PlanFile(String file, int nodes, String sha256) {}

  static Manifest of(Child child, Accuracy expected) {
    ChildDescription about = child.about();
    return new Manifest(
        FORMAT,
        about.space(),
        about.architecture(),
        about.mask(),
        new PlanFile(ChildFiles.PLAN, child.plan().nodes().size(), ChildHash.of(child.plan())),
        about.scale(),
        Costs.of(child.plan()),
        PictureSteps.of(child),
        about.normalisation(),
        about.classes(),
        expected,
        about.provenance());
  }

  /**
   * Reads the manifest of an export.
   *
   * @throws InputError if it is missing or damaged
   */
  public static Manifest read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new InputError(
          "%s holds no export: %s is missing; name a folder that export wrote"
              .formatted(folder, FILE));
    }
    Manifest manifest = RecordYaml.read(file, Manifest.class);
    if (!manifest.format.equals(FORMAT)) {
      throw new InputError(
          "%s has the format %s; %s is read".formatted(file, manifest.format, FORMAT));
    }
    return manifest;
  }

  void write(Path folder) {
    RecordYaml.write(folder.resolve(FILE), COMMENT, this);
  }
}
