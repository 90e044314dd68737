package io.espalier.doctor;

import java.util.List;
import java.util.Map;

/**
 * The instruction set that native libraries may use.
 *
 * @param name its name in messages
 * @param environment the variables that limit oneDNN and PyTorch's own kernels to it
 */
public record InstructionSet(String name, Map<String, String> environment) {

  /** The variable that limits oneDNN. */
  static final String LIMIT = "ONEDNN_MAX_CPU_ISA";

  /** Everything that the machine has and the environment allows. */
  public static final InstructionSet OWN = new InstructionSet("the machine's own", Map.of());

  /** The set of every x86-64 processor of the last 15 years. */
  public static final InstructionSet SSE41 = limited("SSE41", "default");

  /** The set of most processors without AVX-512. */
  public static final InstructionSet AVX2 = limited("AVX2", "avx2");

  /**
   * All sets that native libraries run with on this machine. Where cache sizes are hidden, the
   * launcher limits oneDNN to SSE41, the only set with which it computes correctly there.
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
    return new InstructionSet(name, Map.of(LIMIT, name, "ATEN_CPU_CAPABILITY", aten));
  }
}
