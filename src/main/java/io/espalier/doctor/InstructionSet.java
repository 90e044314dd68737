package io.espalier.doctor;

import java.util.List;
import java.util.Map;

/**
 * The instructions that native libraries may use.
 *
 * @param name what it is called in messages
 * @param environment what limits oneDNN and PyTorch's own kernels to it
 */
public record InstructionSet(String name, Map<String, String> environment) {

  /** Whatever the machine has and the environment allows. */
  public static final InstructionSet OWN = new InstructionSet("the machine's own", Map.of());

  /** What every x86-64 processor of the last 15 years has. */
  public static final InstructionSet SSE41 = limited("SSE41", "default");

  /** What most processors without AVX-512 have. */
  public static final InstructionSet AVX2 = limited("AVX2", "avx2");

  /**
   * All that the natives are run with here. Where caches are hidden the launcher leaves oneDNN
   * nothing but SSE41, the only set that it computes rightly with there.
   */
  public static List<InstructionSet> all() {
    if (!System.getProperty("os.arch").equals("amd64")) {
      return List.of(OWN);
    }
    return Processor.hidesCaches() ? List.of(SSE41) : List.of(OWN, AVX2, SSE41);
  }

  public InstructionSet {
    environment = Map.copyOf(environment);
  }

  private static InstructionSet limited(String name, String aten) {
    return new InstructionSet(
        name, Map.of("ONEDNN_MAX_CPU_ISA", name, "ATEN_CPU_CAPABILITY", aten));
  }
}
