package io.espalier.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The checks find a fault that oneDNN has: the program is built once more without what keeps 1x1
 * convolutions away from it. When oneDNN is mended, this test fails and the mend can go.
 */
@Tag("natives")
class FaultyNativesTest {

  private static final Path SOURCE =
      Path.of("src", "main", "java", "io", "espalier", "supernet", "Operations.java");

  @TempDir Path folder;

  private String classPath;

  @BeforeEach
  void takeTheMendOut() throws IOException {
    assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
    assumeThat(HeapCheck.environment()).as("glibc's heap checks").isNotEmpty();
    String source = Files.readString(SOURCE);
    String without =
        source.replace("conv.kernel() == 1 && conv.padding() == 0", "conv.stride() < 0");
    assertThat(without).isNotEqualTo(source);
    Path changed = folder.resolve("Operations.java");
    Files.writeString(changed, without);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String present = System.getProperty("java.class.path");
    int code =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-cp",
            present,
            "-d",
            folder.toString(),
            changed.toString());
    assertThat(code).isZero();
    classPath = folder + File.pathSeparator + present;
  }

  @Test
  void theFaultIsNamedUnderBothInstructionSets() throws IOException {
    // SSE41, which is what OWN may be limited to, does not have the fault.
    InstructionSet wide = new InstructionSet("AVX-512", Map.of("ONEDNN_MAX_CPU_ISA", "ALL"));
    for (InstructionSet instructions : List.of(wide, InstructionSet.AVX2)) {
      Checkup checkup = new Checkup(classPath);
      checkup.natives(Suite.QUICK, instructions, count -> {});
      assertThat(checkup.findings()).isNotEmpty();
      assertThat(checkup.findings().get(0).text())
          .contains("convolution 1x1", "stride 2", "threads: ", instructions.name());
    }
  }

  /** Limited to SSE41, as where caches are hidden, oneDNN does not have the fault. */
  @Test
  void nobodyTrainsWithItAndNothingIsRemembered() {
    assumeThat(Processor.hidesCaches()).isFalse();
    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(
              () -> NativeTrust.in(folder).require(new Checkup(classPath), Progress.SILENT))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("convolution 1x1")
          .hasMessageContaining("ONEDNN_MAX_CPU_ISA=SSE41")
          .hasMessageContaining("check the machine");
    }
  }
}
