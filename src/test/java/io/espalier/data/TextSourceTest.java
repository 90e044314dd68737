package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSourceTest {

  @TempDir Path folder;

  private TextSource open(String text, int most) throws IOException {
    Path file = folder.resolve("text.txt");
    Files.writeString(file, text);
    return TextSource.open("text:" + file, 0.25, 0.5, most);
  }

  private static String decoded(TextSource source, int[] tokens) {
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      text.append(token == 0 ? "?" : source.vocabulary().tokens().get(token));
    }
    return text.toString();
  }

  @Test
  void partsFollowOneAnotherAndTheVocabularyIsThatOfTheFirst() throws IOException {
    TextSource source = open("abcabc" + "defabc" + "xyz😀", 0);
    assertThat(source.vocabulary().tokens()).containsExactly("<unknown>", "a", "b", "c");
    assertThat(decoded(source, source.training())).isEqualTo("abcabc");
    assertThat(decoded(source, source.validation())).isEqualTo("???abc");
    assertThat(decoded(source, source.test())).isEqualTo("????");
  }

  @Test
  void fewerTrainingCharactersLeaveTheOtherPartsAlone() throws IOException {
    TextSource source = open("abcabc" + "abcdef" + "abca", 2);
    assertThat(decoded(source, source.training())).isEqualTo("ab");
    assertThat(decoded(source, source.validation())).isEqualTo("ab????");
  }

  @Test
  void aCharacterIsACodePoint() throws IOException {
    TextSource source = open("😀é😀é😀é😀é", 0);
    assertThat(source.vocabulary().tokens()).containsExactly("<unknown>", "é", "😀");
    assertThat(source.training()).hasSize(3);
  }

  @Test
  void theSampleIsAMillionCharactersOfPlainText() {
    TextSource sample = TextSource.open("sample-text", 0.16667, 0.2, 0);
    int all = sample.training().length + sample.validation().length + sample.test().length;
    assertThat(all).isEqualTo(999_900);
    assertThat(decoded(sample, sample.training())).startsWith("Welcome to the Jargon File\n");
  }

  @Test
  void whatCannotBeReadIsExplained() throws IOException {
    assertThatThrownBy(() -> TextSource.open("text:", 0.1, 0.1, 0))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("text:FILE");
    assertThatThrownBy(() -> TextSource.open("text:" + folder.resolve("no"), 0.1, 0.1, 0))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cannot read the text");
    Path bad = Files.write(folder.resolve("bad.txt"), new byte[] {'a', (byte) 0xff, 'b'});
    assertThatThrownBy(() -> TextSource.open("text:" + bad, 0.1, 0.1, 0))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no UTF-8");
  }
}
