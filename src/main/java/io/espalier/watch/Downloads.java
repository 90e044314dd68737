package io.espalier.watch;

import io.espalier.file.Links;
import io.espalier.watch.WatchedRuns.WatchedRun;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files of a run that can be downloaded: a list, and nothing beside it. */
final class Downloads {

  private static final List<String> OF_A_RUN =
      List.of(
          "config.yaml",
          "metrics.csv",
          "CARD.md",
          "rank/ranking.csv",
          "rank/scores.csv",
          "rank/top.csv",
          "retrain/metrics.csv",
          "retrain/result.json");

  private static final List<String> OF_A_SEARCH =
      List.of("trials.csv", "pareto.csv", "reranked.csv", "best.yaml", "tree.json");

  private static final List<String> OF_A_CHILD =
      List.of("onnx/model.onnx", "djl/model.pt", "child.safetensors");

  /** What is appended to the name of a child's folder to have all of it in one file. */
  private static final String ARCHIVE = ".zip";

  private Downloads() {}

  /**
   * A file.
   *
   * @param name its path in the run folder; of a whole child, that of its folder and {@value
   *     #ARCHIVE}
   * @param bytes its size; -1 of a whole child
   */
  record File(String name, long bytes) {}

  static void install(Javalin server, WatchedRuns runs) {
    server.get(
        "/runs/{id}/file",
        context -> {
          WatchedRun run =
              runs.find(context.pathParam("id")).orElseThrow(() -> new NotFoundResponse("no run"));
          String name = String.valueOf(context.queryParam("name"));
          Path folder = run.live().folder();
          if (of(folder).stream().noneMatch(file -> file.name().equals(name))) {
            throw new NotFoundResponse("no such file of this run");
          }
          send(context, folder, name);
        });
  }

  /** The files that a run has. */
  static List<File> of(Path run) {
    List<File> files = new ArrayList<>();
    for (Path child : children(run)) {
      String name = run.relativize(child).toString().replace('\\', '/');
      if (Links.staysWithin(run, child)) {
        files.add(new File(name + ARCHIVE, -1));
        OF_A_CHILD.forEach(file -> add(files, run, name + "/" + file));
      }
    }
    for (Path search : inside(run.resolve("search"))) {
      OF_A_SEARCH.forEach(file -> add(files, run, "search/" + search.getFileName() + "/" + file));
    }
    OF_A_RUN.forEach(file -> add(files, run, file));
    return files;
  }

  private static List<Path> children(Path run) {
    List<Path> children = new ArrayList<>();
    children.add(run.resolve("retrain").resolve("child"));
    children.addAll(inside(run.resolve("export")));
    children.removeIf(child -> !Files.isRegularFile(child.resolve("child.yaml")));
    return children;
  }

  private static List<Path> inside(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static void add(List<File> files, Path run, String name) {
    Path file = run.resolve(name);
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Links.staysWithin(run, file)) {
        files.add(new File(name, Files.size(file)));
      }
    } catch (IOException e) {
      // It was removed just now.
    }
  }

  private static void send(Context context, Path run, String name) throws IOException {
    Path file = run.resolve(name);
    String runName = run.toAbsolutePath().normalize().getFileName().toString();
    context
        .contentType("application/octet-stream")
        .header(
            "Content-Disposition",
            "attachment; filename=\"%s\""
                .formatted((runName + "-" + name).replaceAll("[^\\w.-]", "-")));
    if (name.endsWith(ARCHIVE)) {
      Path child = run.resolve(name.substring(0, name.length() - ARCHIVE.length()));
      try (ZipOutputStream zip = new ZipOutputStream(context.outputStream())) {
        archive(zip, child);
      }
      return;
    }
    context.result(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
  }

  /** Links in the folder are left out. */
  private static void archive(ZipOutputStream zip, Path child) throws IOException {
    try (Stream<Path> all = Files.walk(child)) {
      for (Path file : all.sorted().toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          String name = child.getFileName() + "/" + child.relativize(file);
          zip.putNextEntry(new ZipEntry(name.replace('\\', '/')));
          Files.copy(file, zip);
          zip.closeEntry();
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
