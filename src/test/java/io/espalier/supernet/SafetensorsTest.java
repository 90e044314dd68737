package io.espalier.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

  @TempDir Path folder;

  private static Safetensors.Entry floats(String name, List<Integer> shape, float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return new Safetensors.Entry(
        name,
        Safetensors.Type.F32,
        shape,
        () -> bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip());
  }

  private Path written() {
    Path file = folder.resolve("net.safetensors");
    Safetensors.Entry step =
        new Safetensors.Entry(
            "step",
            Safetensors.Type.I64,
            List.of(),
            () -> ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 41));
    Safetensors.write(
        file,
        Map.of("space", "tiny"),
        List.of(floats("a.weight", List.of(2, 1), 1.5f, -2f), step, floats("b", List.of(1), 3f)));
    return file;
  }

  @Test
  void readsBackWhatWasWritten() {
    Safetensors content = Safetensors.read(written());

    assertThat(content.metadata()).containsExactly(Map.entry("space", "tiny"));
    assertThat(content.tensors().keySet()).containsExactly("a.weight", "step", "b");
    Safetensors.Entry weight = content.tensors().get("a.weight");
    assertThat(weight.shape()).containsExactly(2, 1);
    assertThat(weight.data().get().getFloat(4)).isEqualTo(-2f);
    assertThat(content.tensors().get("step").data().get().getLong(0)).isEqualTo(41);
  }

  @Test
  void isLaidOutAsTheFormatSays() throws IOException {
    byte[] bytes = Files.readAllBytes(written());

    int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
    assertThat(bytes.length).isEqualTo(8 + header + 8 + 8 + 4);
    assertThat(new String(bytes, 8, header, StandardCharsets.UTF_8))
        .matches("(?s)\\{\"__metadata__\":\\{\"sha256\":\"[0-9a-f]{64}\",\"space\":\"tiny\"}.*")
        .contains("\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}");
  }

  @Test
  void everyCutIsNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(written());
    Path cut = folder.resolve("cut.safetensors");
    for (int length = 0; length < bytes.length; length += 3) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Safetensors.read(cut))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("cut.safetensors");
    }
    Files.write(cut, Arrays.copyOf(bytes, bytes.length + 1));
    assertThatThrownBy(() -> Safetensors.read(cut)).hasMessageContaining("damaged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1] | no JSON object",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]} | no JSON",
        "{'a':{'dtype':'F16','shape':[2],'data_offsets':[0,4]}} | F16",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | offsets",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | bad shape",
        "{'a':{'dtype':'F32','shape':[1]}} | no data_offsets",
        "{'a':{'dtype':'F32','data_offsets':[0,4]}} | no shape",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | gaps",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
            + "'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | overlap",
        "{'a':{'dtype':'F32','shape':[2147483647,2147483647,9],'data_offsets':[0,4]}} | too large",
        "{'__metadata__':{'a':1}} | no text",
        "{'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0]},"
            + "'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | two entries",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | no SHA-256",
        "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,4]}} | bad shape",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'more':1}} | unknown 'more'",
        "{'__metadata__':{'sha256':'00'},"
            + "'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | does not stand",
      })
  void aForeignHeaderIsRefused(String header, String problem) throws IOException {
    byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    Path file = Files.write(folder.resolve("foreign.safetensors"), bytes.array());

    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("foreign.safetensors")
        .hasMessageContaining(problem);
  }

  @Test
  void everyChangedByteIsNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(written());
    Path changed = folder.resolve("changed.safetensors");
    for (int at = 0; at < bytes.length; at++) {
      byte[] other = bytes.clone();
      other[at] ^= 1;
      Files.write(changed, other);
      assertThatThrownBy(() -> Safetensors.read(changed))
          .as("byte %d", at)
          .isInstanceOf(InputError.class)
          .hasMessageContaining("changed.safetensors");
    }
  }

  @Test
  void aNumberThatIsNoneIsRefused() {
    Path file = folder.resolve("diverged.safetensors");
    Safetensors.write(file, Map.of(), List.of(floats("w", List.of(2), 1f, Float.NaN)));
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("the number NaN in tensor w");
  }

  @Test
  void whatOtherProgramsWriteIsReadWhereItIsAskedFor() throws IOException {
    byte[] text =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text).putFloat(2.5f);
    Path file = Files.write(folder.resolve("foreign.safetensors"), bytes.array());
    assertThat(Safetensors.readForeign(file).tensors().get("a").data().get().getFloat(0))
        .isEqualTo(2.5f);
    assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("no SHA-256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[[],[],[],", "{\"a\":[],\"b\":[],", "{\"a\":{\"shape\":[[],[],"})
  void aHeaderThatIsNoneIsGivenUpWhereItGoesWrong(String beginning) throws IOException {
    StringBuilder text = new StringBuilder(beginning);
    while (text.length() < 19_000_000) {
      text.append("[],");
    }
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length()).put(text.toString().getBytes(StandardCharsets.US_ASCII));
    Path file = Files.write(folder.resolve("nested.safetensors"), bytes.array());
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("nested.safetensors"));
  }

  @Test
  void aHugeHeaderIsNotEvenTried() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    Path file = Files.write(folder.resolve("huge"), bytes.putLong(Long.MAX_VALUE).array());
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no safetensors file");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Safetensors.read(folder.resolve("none")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("there is no file");
  }
}
