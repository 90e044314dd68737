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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks find faults: the program is built once more with one. */
@Tag("natives")
class FaultyNativesTest {

  private static final Path SOURCE =
      Path.of("src", "main", "java", "io", "espalier", "supernet", "Operations.java");

  private static final int CHECKS = 6;

  @TempDir Path folder;

  /** The class path of the program after this replacement in its convolutions. */
  private String programWith(String text, String replacement) throws IOException {
    String source = Files.readString(SOURCE);
    assertThat(source).containsOnlyOnce(text);
    Path changed = folder.resolve("Operations.java");
    Files.writeString(changed, source.replace(text, replacement));
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
    return folder + File.pathSeparator + present;
  }

  /**
   * The fault is oneDNN's; the program has no longer what keeps 1x1 convolutions away from it. When
   * oneDNN is mended, this fails and the mend can go. What lies behind an overrun buffer is chance:
   * about one check in thirty sees no damage.
   */
  @Test
  void theFaultIsNamedUnderBothInstructionSets() throws IOException {
    assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
    assumeThat(HeapCheck.environment()).as("glibc's heap checks").isNotEmpty();
    String classPath =
        programWith("conv.kernel() == 1 && conv.padding() == 0", "conv.stride() < 0");
    // SSE41, which is what OWN may be limited to, does not have the fault.
    InstructionSet wide = new InstructionSet("AVX-512", Map.of("ONEDNN_MAX_CPU_ISA", "ALL"));
    for (InstructionSet instructions : List.of(wide, InstructionSet.AVX2)) {
      List<String> findings = new ArrayList<>();
      for (int check = 0;
          check < CHECKS && findings.stream().noneMatch(FaultyNativesTest::isTheFault);
          check++) {
        Checkup checkup = new Checkup(classPath);
        checkup.natives(Suite.QUICK, instructions, count -> {});
        checkup.findings().forEach(finding -> findings.add(finding.text()));
      }
      assertThat(findings).anyMatch(FaultyNativesTest::isTheFault);
      assertThat(findings)
          .filteredOn(FaultyNativesTest::isTheFault)
          .allSatisfy(text -> assertThat(text).contains("threads: ", instructions.name()));
    }
  }

  private static boolean isTheFault(String finding) {
    return finding.contains("convolution 1x1") && finding.contains("stride 2");
  }

  @Test
  void nobodyTrainsWithAFaultAndNothingIsRemembered() throws IOException {
    String classPath =
        programWith("everyNthPixel(in, conv", "everyNthPixel((PtNDArray) in.mul(2), conv");
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
