package io.espalier.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextReaderTest {

  /** Tokens 0 to 22, so that a token is its own place. */
  private final TextReader reader = new TextReader(IntStream.range(0, 23).toArray(), 2, 4);

  @Test
  void streamsGoOnFromBatchToBatch() {
    assertThat(reader.batches()).isEqualTo(3);
    assertThat(reader.fullBatches()).isEqualTo(2);
    assertThat(reader.count()).isEqualTo(22);
    for (int stream = 0; stream < 2; stream++) {
      int place = 11 * stream;
      for (int index = 0; index < 3; index++) {
        TextBatch batch = reader.batch(index);
        assertThat(batch.steps()).isEqualTo(index < 2 ? 4 : 3);
        for (int step = 0; step < batch.steps(); step++) {
          assertThat(batch.inputs().get(2 * step + stream)).isEqualTo(place);
          assertThat(batch.targets().get(2 * step + stream)).isEqualTo(++place);
        }
      }
    }
  }

  @Test
  void aTextThatFillsNoBatchIsRefused() {
    assertThatThrownBy(() -> new TextReader(new int[8], 2, 4))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("shorter sequences");
    assertThat(new TextReader(new int[9], 2, 4).batches()).isEqualTo(1);
  }
}
