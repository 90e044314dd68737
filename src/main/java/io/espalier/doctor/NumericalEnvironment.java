package io.espalier.doctor;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The environment variables that native libraries read. */
final class NumericalEnvironment {

  private static final Pattern NAMES =
      Pattern.compile(
          "(ONEDNN|DNNL|ATEN|OMP|KMP|GOMP|MKL|OPENBLAS|TORCH|PYTORCH|CUDA|MALLOC)_.*|LD_PRELOAD");

  private NumericalEnvironment() {}

  /** The variables that are set, by name. */
  static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> found = new TreeMap<>(environment);
    found.keySet().removeIf(name -> !NAMES.matcher(name).matches());
    return found;
  }
}
