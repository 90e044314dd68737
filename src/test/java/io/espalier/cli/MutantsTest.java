package io.espalier.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cli.session.ExitCode;
import io.espalier.random.Seed;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damaged files of every kind end in one clear message or change nothing: never in a mistake of the
 * program, and never in another result.
 */
class MutantsTest {

  private static final int FEW = 12;
  private static final int MANY = 300;

  /** Runs that are made once; each mutant damages a copy. */
  @TempDir static Path made;

  /** What is damaged, and what is run then. */
  enum Kind {
    CHECKPOINT("images", "run/checkpoints/last.safetensors"),
    CHILD("images", "run/export/3-1-3-1-4-2/child.safetensors"),
    PLAN("images", "run/export/3-1-3-1-4-2/plan.json"),
    IDX_IMAGES("images", "data/train-images-idx3-ubyte"),
    IDX_LABELS("images", "data/train-labels-idx1-ubyte"),
    JOURNAL("table", "run/search/lanas/journal.jsonl"),
    TRIALS("table", "run/search/lanas/trials.csv"),
    TREE("table", "run/search/lanas/tree.json"),
    YAML("table", "own.yaml"),
    CSV("table", "own.csv"),
    TEXT("text", "own.txt");

    private final String folder;
    private final String file;

    Kind(String folder, String file) {
      this.folder = folder;
      this.file = file;
    }

    /** The commands that read the file of what was made before. */
    List<List<String>> readers() {
      return switch (this) {
        case CHILD, PLAN ->
            List.of(
                List.of("eval", "-c", "own.yaml", "--child", "run/export/3-1-3-1-4-2"),
                List.of("verify", "run/export/3-1-3-1-4-2"));
        case TRIALS -> List.of(List.of("top", "-w", "run"));
        case TREE -> List.of(List.of("tree", "-w", "run"));
        default -> List.of(List.of("search", "-c", "own.yaml", "-w", "run", "--resume"));
      };
    }
  }

  @BeforeAll
  static void make() throws IOException {
    images(made.resolve("images"));
    table(made.resolve("table"));
    text(made.resolve("text"));
    for (Kind kind : Kind.values()) {
      assertThat(made.resolve(kind.folder).resolve(kind.file)).isNotEmptyFile();
    }
  }

  private static void images(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("data"));
    for (String part : List.of("train", "t10k")) {
      idx(folder.resolve("data/" + part + "-images-idx3-ubyte"), 0x803, 60, 10, 10);
      idx(folder.resolve("data/" + part + "-labels-idx1-ubyte"), 0x801, 60);
    }
    write(
        folder.resolve("own.yaml"),
        """
        seed: 1
        threads: 1
        space: {name: nasbench201}
        data: {source: fashion-mnist, folder: FOLDER/data, image_size: 8}
        supernet: {channels: 4}
        train: {epochs: 1, batch_size: 20, warmup_epochs: 0}
        search: {searcher: random, evaluations: 3, batch_size: 2, workers: 1}
        export: {formats: djl}
        """);
    run(folder, "train", "-c", "own.yaml", "-w", "run");
    run(folder, "search", "-w", "run");
    run(folder, "export", "-w", "run", "-a", "3-1-3-1-4-2");
  }

  /** Sizes and then bytes that follow from their place, as labels from 0 to 9. */
  private static void idx(Path file, int magic, int... sizes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(magic);
      int count = 1;
      for (int size : sizes) {
        out.writeInt(size);
        count *= size;
      }
      for (int i = 0; i < count; i++) {
        out.writeByte(sizes.length == 1 ? i % 10 : i * 37 % 256);
      }
    }
    Files.write(file, bytes.toByteArray());
  }

  private static void table(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> lines = new ArrayList<>(List.of("kernel,depth,width,score,macs"));
    for (int n = 0; n < 48; n++) {
      lines.add("%d,%d,w%d,%d.%d,%d".formatted(n % 3, n / 3 % 4, n / 12, 60 + n % 7, n, n + 1));
    }
    Files.write(folder.resolve("own.csv"), lines);
    write(
        folder.resolve("own.yaml"),
        """
        seed: 1
        space: {name: table}
        search:
          table: FOLDER/own.csv
          table_score: score
          table_unit: percent
          table_costs: {macs: macs}
          name: lanas
          searcher: lanas
          evaluations: 30
          batch_size: 4
          lanas: {initial_samples: 8, tree_height: 2, split_from: 4}
        limits: {macs: [null, 45]}
        """);
    run(folder, "search", "-c", "own.yaml", "-w", "run");
  }

  private static void text(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("own.txt"), "the cat sat on the mat; the dog ate the hat.\n".repeat(40));
    write(
        folder.resolve("own.yaml"),
        """
        threads: 1
        space: {name: recurrent}
        data: {source: "text:FOLDER/own.txt", sequence_length: 16}
        supernet: {channels: 4}
        train: {epochs: 1, batch_size: 8, learning_rate: 0.5, clip_norm: 0.5, warmup_epochs: 0}
        search: {searcher: random, evaluations: 3, batch_size: 2, workers: 1}
        """);
    run(folder, "train", "-c", "own.yaml", "-w", "run");
    run(folder, "search", "-w", "run");
  }

  private static void write(Path file, String yaml) throws IOException {
    Files.writeString(file, yaml.replace("FOLDER", file.getParent().toString()));
  }

  private static void run(Path folder, String... arguments) {
    Terminal done = espalier(folder, List.of(arguments));
    assertThat(done.code()).as(done.err()).isZero();
  }

  /** Runs a command whose paths, and those alone, exist in the folder or have a slash. */
  private static Terminal espalier(Path folder, List<String> arguments) {
    return Terminal.run(
        arguments.stream()
            .map(
                argument ->
                    argument.matches("run|run/.*|own\\..*")
                        ? folder.resolve(argument).toString()
                        : argument)
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void someMutantsAreRefusedOrChangeNothing(Kind kind) throws IOException {
    tryMutants(kind, 0, FEW);
  }

  @Tag("slow")
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  @ParameterizedTest
  @EnumSource
  void manyMutantsAreRefusedOrChangeNothing(Kind kind) throws IOException {
    tryMutants(kind, FEW, MANY);
  }

  private static void tryMutants(Kind kind, int from, int to) throws IOException {
    Path folder = made.resolve(kind.folder);
    Path kept = made.resolve("kept");
    FolderCopy.copy(folder, kept);
    byte[] file = Files.readAllBytes(folder.resolve(kind.file));
    List<Object> before = new ArrayList<>();
    for (List<String> reader : kind.readers()) {
      Terminal whole = espalier(folder, reader);
      assertThat(whole.code()).as(whole.err()).isZero();
      before.add(results(reader, whole, folder));
    }
    List<String> wrong = new ArrayList<>();
    Map<Integer, Integer> codes = new TreeMap<>();
    for (int n = from; n < to; n++) {
      byte[] mutant = Mutation.mutant(file, new Seed(n).derive(kind.name()));
      for (int r = 0; r < kind.readers().size(); r++) {
        List<String> reader = kind.readers().get(r);
        Files.write(folder.resolve(kind.file), mutant);
        Terminal done = espalier(folder, reader);
        codes.merge(done.code(), 1, Integer::sum);
        boolean same = done.code() == 0 && before.get(r).equals(results(reader, done, folder));
        if (!same && !isRefused(done)) {
          wrong.add(
              "mutant %d, %s: exit %d%n%s".formatted(n, reader.get(0), done.code(), done.err()));
        }
        FolderCopy.copy(kept, folder);
      }
      wrong.addAll(fresh(kind, folder, n, mutant));
    }
    System.out.printf("%s: exit codes of mutants %d to %d %s%n", kind, from, to - 1, codes);
    assertThat(wrong).isEmpty();
  }

  /** Where there is nothing to compare with, what cannot be used is refused. */
  private static List<String> fresh(Kind kind, Path folder, int n, byte[] mutant)
      throws IOException {
    if (!List.of(Kind.YAML, Kind.CSV, Kind.TEXT, Kind.IDX_IMAGES, Kind.IDX_LABELS).contains(kind)) {
      return List.of();
    }
    Files.write(folder.resolve(kind.file), mutant);
    Terminal done = espalier(folder, List.of("validate", "-c", "own.yaml"));
    Files.write(
        folder.resolve(kind.file), Files.readAllBytes(made.resolve("kept").resolve(kind.file)));
    return done.code() == 0 || isRefused(done)
        ? List.of()
        : List.of("mutant %d, validate: exit %d%n%s".formatted(n, done.code(), done.err()));
  }

  private static boolean isRefused(Terminal done) {
    return done.code() == ExitCode.INPUT
        && done.err().contains("espalier: ")
        && !done.err().contains("\tat ")
        && !done.err().contains("a bug in the program");
  }

  /** Of a search its trials, as many as there were at first and without seconds. */
  private static Object results(List<String> reader, Terminal done, Path folder)
      throws IOException {
    if (!reader.get(0).equals("search")) {
      return done.out();
    }
    Path search = folder.resolve("run/search");
    String searcher = Files.exists(search.resolve("lanas")) ? "lanas" : "random";
    List<String> trials = Files.readAllLines(search.resolve(searcher).resolve("trials.csv"), UTF_8);
    int first = searcher.equals("lanas") ? 31 : 4;
    return trials.subList(0, Math.min(first, trials.size())).stream()
        .map(line -> line.replaceFirst("^((?:[^,]*,){5})[^,]*", "$1"))
        .toList();
  }
}
