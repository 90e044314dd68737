package io.espalier.export;

import io.espalier.plan.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The texts that exports take along: pages and programs, in which the child's facts stand. */
public final class ExportText {

  private ExportText() {}

  /**
   * A resource, with {@code {space}}, {@code {architecture}}, {@code {input}}, {@code {classes}},
   * {@code {channels}}, {@code {height}}, {@code {width}}, {@code {steps}} and {@code {picture}}
   * filled in.
   *
   * @param near a class in the package of the resource
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

  /** A resource as it is. */
  public static String read(Class<?> near, String name) {
    try (InputStream in = near.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the classes, a line each. */
  public static String classes(Child child) {
    return String.join("\n", child.about().classes()) + "\n";
  }

  /** The functions of Python and TorchScript that bring images to a size. */
  public static String fit() {
    return read(ExportText.class, "fit.py").strip();
  }

  /**
   * A page with a program in Java, that program, and the files that it needs to read pictures: the
   * very ones that this program reads them with.
   *
   * @param page the resource of the page, which prints the program where it says {@code {program}}
   * @param program the resource of the program
   * @return the files by their names
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
