package io.espalier.export;

import io.espalier.plan.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The texts that exports include: pages and programs, filled in with the child's facts. */
public final class ExportText {

  private ExportText() {}

  /**
   * A resource, with {@code {space}}, {@code {architecture}}, {@code {input}}, {@code {classes}},
   * {@code {channels}}, {@code {height}}, {@code {width}}, {@code {steps}} and {@code {picture}}
   * filled in.
   *
   * @param near a class in the resource's package
   */
  public static String of(Class<?> near, String name, Child child) {
    Shape input = child.plan().input();
    return read(near, name)
        .replace("{space}", child.about().space())
        .replace("{architecture}", child.about().architecture())
        .replace("{input}", input.toString())
        .replace("{classes}", Integer.toString(child.about().classes().size()))
        .replace("{channels}", Integer.toString(input.channels()))
        .replace("{height}", Integer.toString(input.height()))
        .replace("{width}", Integer.toString(input.width()))
        .replace("{steps}", PictureSteps.list(child))
        .replace("{picture}", "## How a picture becomes a tensor\n" + PictureSteps.list(child));
  }

  /** The unchanged text of a resource. */
  public static String read(Class<?> near, String name) {
    try (InputStream in = near.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the classes, one per line. */
  public static String classes(Child child) {
    return String.join("\n", child.about().classes()) + "\n";
  }

  /** The functions that resize images, in Python and TorchScript. */
  public static String fit() {
    return read(ExportText.class, "fit.py").strip();
  }

  /**
   * A page with a Java program, that program, and the source files that it needs to read pictures,
   * which are the same as this program's own.
   *
   * @param page the resource of the page, in which {@code {program}} is replaced by the program
   * @param program the resource of the program
   * @return the files by name
   */
  public static Map<String, String> javaFiles(
      Class<?> near, String page, String program, Child child) {
    Map<String, String> files = new LinkedHashMap<>();
    String text = of(near, program, child);
    files.put("README.md", of(near, page, child).replace("{program}", text.strip()));
    files.put("Classify.java", text);
    for (String name : new String[] {"Picture.java", "PictureMarkers.java"}) {
      String source = read(ExportText.class, "/io/espalier/data/" + name);
      files.put(name, source.substring(source.indexOf("import ")));
    }
    return files;
  }
}
