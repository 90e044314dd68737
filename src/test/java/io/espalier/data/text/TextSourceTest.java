package io.espalier.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.repository.RemoteRepository;
import ai.djl.repository.Repository;
import com.sun.net.httpserver.HttpServer;
import io.espalier.data.DataOptions;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSourceTest {

  private static final List<String> PARTS = List.of("train", "valid", "test");

  @TempDir Path folder;

  private TextSource open(String text, int most) throws IOException {
    Path file = folder.resolve("text.txt");
    Files.writeString(file, text);
    return open("text:" + file, new DataOptions(Optional.empty(), 0, most, 0.25, new Seed(0)));
  }

  @Test
  void aTextThatIsTooShortForItsPartsIsRefused() {
    for (String text : List.of("", "a", "abc")) {
      assertThatThrownBy(() -> open(text, 0))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("text.txt is too short");
    }
  }

  private static TextSource open(String name, DataOptions options) {
    return TextSource.open(name, options, 0.5, Progress.SILENT);
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
    TextSource sample = open("sample-text", DataOptions.DEFAULT);
    int all = sample.training().length + sample.validation().length + sample.test().length;
    assertThat(all).isEqualTo(999_900);
    assertThat(decoded(sample, sample.training())).startsWith("Welcome to the Jargon File\n");
  }

  @Test
  void textsWithPartsOfTheirOwnAreReadFromAFolder() throws IOException {
    Files.writeString(folder.resolve("wiki.train.tokens"), "abcd");
    Files.writeString(folder.resolve("wiki.valid.tokens"), "bx");
    assertThatThrownBy(() -> open("wikitext-2", DataOptions.DEFAULT.withFolder(folder)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("does not have all files of wikitext-2")
        .hasMessageContaining("wiki.test.tokens");
    Files.writeString(folder.resolve("wiki.test.tokens"), "ca");
    DataOptions few = DataOptions.DEFAULT.withFolder(folder).withTrainingLimit(3);
    TextSource source = open("wikitext-2", few);
    assertThat(decoded(source, source.training())).isEqualTo("abc");
    assertThat(decoded(source, source.validation())).isEqualTo("b?");
    assertThat(decoded(source, source.test())).isEqualTo("ca");
    assertThat(source.name()).isEqualTo("wikitext-2");
  }

  /**
   * As the real one: by HTTP, the one text as an archive, which DJL unpacks, the other as files.
   */
  @Test
  void aHubInDjlsFormServesWhatNoFolderHas() throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      for (String part : PARTS) {
        zip.putNextEntry(new ZipEntry("wikitext-2/wiki.%s.tokens".formatted(part)));
        zip.write(bytes("w" + part));
      }
    }
    Map<String, byte[]> served = new HashMap<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String address = "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
    served.put("/wikitext-2-v1.zip", archive.toByteArray());
    PARTS.forEach(part -> served.put("/ptb.%s.txt".formatted(part), bytes("p" + part)));
    served.put(
        metadata("wikitext-2"),
        metadata("wikitext-2", item("wikitext-2", address, "wikitext-2-v1.zip", served)));
    served.put(
        metadata("penntreebank-unlabeled-processed"),
        metadata(
            "penntreebank-unlabeled-processed",
            PARTS.stream()
                .map(part -> item(part, address, "ptb.%s.txt".formatted(part), served))
                .collect(Collectors.joining(", "))));
    server.createContext(
        "/",
        exchange -> {
          byte[] content = served.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(content == null ? 404 : 200, content == null ? -1 : 0);
          if (content != null) {
            exchange.getResponseBody().write(content);
          }
          exchange.close();
        });
    server.start();
    System.setProperty("DJL_CACHE_DIR", folder.resolve("cache").toString());
    String offline = System.setProperty("ai.djl.offline", "false");
    try {
      Repository hub = new RemoteRepository("hub", URI.create(address));
      for (String name : List.of("wikitext-2", "penn-treebank")) {
        TextSource source = TextSource.open(name, DataOptions.DEFAULT, 0.5, Progress.SILENT, hub);
        String unknown = "[^train%s]".formatted(name.charAt(0));
        assertThat(decoded(source, source.training())).isEqualTo(name.charAt(0) + "train");
        assertThat(decoded(source, source.validation()))
            .isEqualTo((name.charAt(0) + "valid").replaceAll(unknown, "?"));
        assertThat(decoded(source, source.test()))
            .isEqualTo((name.charAt(0) + "test").replaceAll(unknown, "?"));
      }
    } finally {
      server.stop(0);
      System.clearProperty("DJL_CACHE_DIR");
      if (offline == null) {
        System.clearProperty("ai.djl.offline");
      } else {
        System.setProperty("ai.djl.offline", offline);
      }
    }
  }

  private static String item(String key, String address, String file, Map<String, byte[]> served) {
    byte[] content = served.get("/" + file);
    try {
      return "\"%s\": {\"uri\": \"%s\", \"sha1Hash\": \"%s\", \"size\": %d%s}"
          .formatted(
              key,
              address + file,
              HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content)),
              content.length,
              file.endsWith(".zip") ? ", \"name\": \"\"" : "");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String metadata(String artifact) {
    return "/dataset/nlp/ai/djl/basicdataset/%s/metadata.json".formatted(artifact);
  }

  private static byte[] metadata(String artifact, String files) {
    return bytes(
        """
        {"metadataVersion": "0.2", "resourceType": "dataset", "application": "nlp",
         "groupId": "ai.djl.basicdataset", "artifactId": "%s", "name": "%s",
         "artifacts": [{"version": "1.0", "snapshot": false, "name": "%s", "files": {%s}}]}
        """
            .formatted(artifact, artifact, artifact, files));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatNoHubServesSaysWhatToReadInstead() throws IOException {
    Files.createDirectories(folder.resolve("dataset"));
    Repository hub = Repository.newInstance("hub", folder);
    assertThatThrownBy(
            () -> TextSource.open("penn-treebank", DataOptions.DEFAULT, 0.5, Progress.SILENT, hub))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("ptb.valid.txt")
        .hasMessageContaining(".espalier/penn-treebank")
        .hasMessageContaining("text:FILE");
  }

  @Test
  void whatCannotBeReadIsExplained() throws IOException {
    assertThatThrownBy(() -> open("text:", DataOptions.DEFAULT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("text:FILE");
    assertThatThrownBy(() -> open("text:" + folder.resolve("no"), DataOptions.DEFAULT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("there is no file");
    Path bad = Files.write(folder.resolve("bad.txt"), new byte[] {'a', (byte) 0xff, 'b'});
    assertThatThrownBy(() -> open("text:" + bad, DataOptions.DEFAULT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no UTF-8");
  }
}
