package io.espalier.latency;

import io.espalier.error.InputError;
import io.espalier.export.djl.DjlTimed;
import io.espalier.export.onnx.OnnxTimed;
import io.espalier.plan.Plan;

/** What networks can be timed with on this machine. */
public enum MeasuringRuntime {
  /** ONNX Runtime on the CPU. */
  ONNX {
    @Override
    String description() {
      return OnnxTimed.runtime();
    }

    @Override
    Stopwatch open(Plan live, String device, int batch, int threads) {
      if (!device.equals("cpu")) {
        throw new InputError(
            "ONNX Runtime measures on the device cpu, not '%s'; DJL measures on GPUs as well"
                .formatted(device));
      }
      OnnxTimed watch = OnnxTimed.open(OnnxTimed.model(live), live.input(), batch, threads);
      return new Stopwatch(watch::run, watch::close);
    }
  },

  /** DJL's PyTorch, as this program trains and estimates. */
  DJL {
    @Override
    String description() {
      return DjlTimed.runtime();
    }

    @Override
    Stopwatch open(Plan live, String device, int batch, int threads) {
      DjlTimed watch = new DjlTimed(live, device, batch, threads);
      return new Stopwatch(watch::run, watch::close);
    }
  };

  /** The runtime and its version. */
  abstract String description();

  /** Loads a network with random weights. */
  abstract Stopwatch open(Plan live, String device, int batch, int threads);
}
