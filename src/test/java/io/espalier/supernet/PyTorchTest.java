package io.espalier.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.error.InputError;
import org.junit.jupiter.api.Test;

class PyTorchTest {

  @Test
  void threadsAreSetWhileTheEngineRuns() {
    PyTorch.useThreads(1);
    int before = JniUtils.getNumThreads();
    PyTorch.useThreads(2);
    assertThat(JniUtils.getNumThreads()).isEqualTo(2);
    PyTorch.useThreads(before);
    assertThatThrownBy(() -> PyTorch.useThreads(0)).isInstanceOf(InputError.class);
  }

  @Test
  void devicesAreFoundByName() {
    assertThat(PyTorch.device("cpu")).isEqualTo(Device.cpu());
    assertThatThrownBy(() -> PyTorch.device("tpu"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("gpu:0");
    assertThatThrownBy(() -> PyTorch.device("gpu:99"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("use the device cpu");
  }
}
