package io.espalier.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsTest {

  private static final String HERE =
      System.getProperty("os.arch").equals("aarch64") ? "linux-aarch64" : "linux-x64";

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void makeFolder() throws IOException {
    target = Files.createDirectory(folder.resolve("lib"));
  }

  private Path jar(String name, String... files) throws IOException {
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String file : files) {
        out.putNextEntry(new JarEntry(file));
        out.write(file.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return jar;
  }

  private List<String> filesOf(String name) throws IOException {
    try (JarFile jar = new JarFile(target.resolve(name).toFile())) {
      List<String> names = jar.stream().map(JarEntry::getName).toList();
      for (String file : names) {
        byte[] bytes = jar.getInputStream(jar.getEntry(file)).readAllBytes();
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(file);
      }
      return names;
    }
  }

  @Test
  void otherSystemsLibrariesAreLeftOut() throws IOException {
    String own = "ai/onnxruntime/native/" + HERE + "/libonnxruntime.so";
    Path jar =
        jar("onnxruntime-1.jar", "ai/A.class", own, "ai/onnxruntime/native/win-x64/onnx.dll");
    new Jars(target, Set.of()).copy(jar);
    assertThat(filesOf("onnxruntime-1.jar")).containsExactly("ai/A.class", own);
  }

  @Test
  void whatIsNotWantedIsLeftOut() throws IOException {
    Jars jars = new Jars(target, Set.copyOf(Natives.ALL.entries()));
    jars.copy(jar("pytorch-native-cpu-2-linux-x86_64.jar", "libtorch.so"));
    jars.copy(jar("openblas-3-linux-x86_64.jar", "libopenblas.so"));
    jars.copy(jar("openblas-3.jar", "Blas.class"));
    jars.copy(jar("onnxruntime-1.jar", "A.class", "ai/onnxruntime/native/" + HERE + "/libo.so"));
    assertThat(target.resolve("pytorch-native-cpu-2-linux-x86_64.jar")).doesNotExist();
    assertThat(target.resolve("openblas-3-linux-x86_64.jar")).doesNotExist();
    assertThat(filesOf("openblas-3.jar")).containsExactly("Blas.class");
    assertThat(filesOf("onnxruntime-1.jar")).containsExactly("A.class");
  }

  @Test
  void aJarWithoutLibrariesIsTheSameFile() throws IOException {
    Path jar = jar("some.jar", "A.class", "b/c.txt");
    new Jars(target, Set.of()).copy(jar);
    assertThat(target.resolve("some.jar")).hasSameBinaryContentAs(jar);
  }

  @Test
  void aFolderOfClassesBecomesAJar() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Files.createDirectories(classes.resolve("a"));
    Files.writeString(classes.resolve("a/B.class"), "a/B.class");
    new Jars(target, Set.of()).copy(classes);
    assertThat(filesOf("espalier-classes.jar")).containsExactly("a/B.class");
  }
}
