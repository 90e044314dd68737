package io.espalier.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.error.InputError;
import io.espalier.file.FolderLock;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.NasBench201Blueprint;
import io.espalier.report.HandMadeRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {

  static final Blueprint BLUEPRINT =
      new NasBench201Blueprint(new Scale(16, 1, new Shape(1, 28, 28), 10), true);

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private Path run;
  private Watch watch;

  @BeforeEach
  void serve() {
    run = folder.resolve("runs/one");
    new HandMadeRun(run, BLUEPRINT).complete();
    watch = Watch.start(folder.resolve("runs"), "127.0.0.1", 0);
  }

  @AfterEach
  void end() {
    watch.close();
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(watch.url()).resolve(path)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<byte[]> answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return new JsonMapper().readTree(answer.body());
  }

  /** The sections of the run once they hold a text: what was read just now is read again later. */
  private String eventually(String text) throws Exception {
    String sections = "";
    for (int n = 0; n < 100 && !sections.contains(text); n++) {
      Thread.sleep(100);
      sections = json("/runs/" + id()).path("sections").toString();
    }
    assertThat(sections).contains(text);
    return sections;
  }

  private String id() throws Exception {
    return json("/runs").path("runs").get(0).path("id").asText();
  }

  @Test
  void aRunIsListedAndShown() throws Exception {
    JsonNode listed = json("/runs").path("runs").get(0);
    assertThat(listed.path("name").asText()).isEqualTo("one");
    assertThat(listed.path("figures").path("evaluations").asText()).isEqualTo("300");
    assertThat(listed.path("process").isNull()).isTrue();
    assertThat(listed.path("trend")).hasSizeBetween(10, 45);
    JsonNode shown = json("/runs/" + id());
    assertThat(shown.path("sections").findValuesAsText("id"))
        .contains("network", "search", "tree", "supernet", "retrain", "provenance");
    assertThat(shown.path("charts").path("bestSoFar").path("lanas")).hasSize(150);
    JsonNode compared = json("/compare?run=" + id());
    assertThat(compared.path("curves").path("best").path("one: random")).hasSize(150);
    assertThat(compared.path("curves").path("training_loss").path("one")).hasSize(150);
    assertThat(get("/runs/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/watch.js").statusCode()).isEqualTo(200);
    assertThat(get("/Watch.class").statusCode()).isEqualTo(404);
  }

  @Test
  void trialsAreSortedFilteredAndCut() throws Exception {
    String trials = "/runs/%s/trials?search=lanas".formatted(id());
    JsonNode page = json(trials + "&sort=score&order=down&count=10&from=20");
    assertThat(page.path("rows")).hasSize(10);
    assertThat(page.path("from").asInt()).isEqualTo(20);
    double before = Double.POSITIVE_INFINITY;
    for (JsonNode row : page.path("rows")) {
      assertThat(row.path("score").asDouble()).isLessThanOrEqualTo(before);
      before = row.path("score").asDouble();
    }
    JsonNode some = json(trials + "&filter=" + encoded("trial<=30 random trial>5"));
    assertThat(some.path("found").asInt()).isEqualTo(14);
    assertThat(some.path("all").asInt()).isEqualTo(150);
    assertThat(json(trials + "&filter=" + encoded("score>")).path("found").asInt()).isEqualTo(150);
    assertThat(get(trials + "&sort=nothing").statusCode()).isEqualTo(400);
    assertThat(json(trials + "&from=100000").path("rows")).hasSize(1);
  }

  @Test
  void onlyKnownFilesWithinTheRunAreServed() throws Exception {
    String file = "/runs/%s/file?name=".formatted(id());
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.writeString(run.resolve("notes.txt"), "not listed");
    assertThat(get(file + "metrics.csv").body())
        .isEqualTo(Files.readAllBytes(run.resolve("metrics.csv")));
    assertThat(get(file + "search/lanas/trials.csv").headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"one-search-lanas-trials.csv\"");
    for (String name :
        new String[] {
          "../../secret.txt",
          folder.resolve("secret.txt").toString(),
          "search/../../../secret.txt",
          "notes.txt",
          "",
          "."
        }) {
      assertThat(get(file + encoded(name)).statusCode()).as(name).isEqualTo(404);
    }
  }

  @Test
  void linksOutOfTheRunAreNotFollowed() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "secret: 4711\n");
    for (String name : new String[] {"metrics.csv", "config.yaml"}) {
      Files.deleteIfExists(run.resolve(name));
    }
    Files.createSymbolicLink(run.resolve("metrics.csv"), secret);
    Files.writeString(run.resolve("config.yaml"), "seed: 1\n");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("trials.csv"), "secret 4711\n");
    Files.createSymbolicLink(run.resolve("search/far"), elsewhere);
    String shown = eventually("a link that leads out of the run folder");
    assertThat(shown).doesNotContain("4711");
    assertThat(json("/runs").toString()).doesNotContain("4711");
    String file = "/runs/%s/file?name=".formatted(id());
    assertThat(get(file + "metrics.csv").statusCode()).isEqualTo(404);
    assertThat(get(file + "search/far/trials.csv").statusCode()).isEqualTo(404);
  }

  @Test
  void aChildIsServedAsOneFile() throws Exception {
    Path child = run.resolve("retrain/child");
    Files.createDirectories(child.resolve("onnx"));
    Files.writeString(child.resolve("child.yaml"), "choices: 1\n");
    Files.writeString(child.resolve("onnx/model.onnx"), "model");
    Files.createSymbolicLink(
        child.resolve("link"), Files.writeString(folder.resolve("secret.txt"), "secret"));
    byte[] zip = get("/runs/%s/file?name=retrain/child.zip".formatted(id())).body();
    StringBuilder names = new StringBuilder();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.append(entry.getName()).append(' ');
      }
    }
    assertThat(names.toString()).isEqualTo("child/child.yaml child/onnx/model.onnx ");
  }

  @Test
  void whatFilesSayIsEscaped() throws Exception {
    Path trials = run.resolve("search/lanas/trials.csv");
    Files.writeString(
        run.resolve("config.yaml"), "space:\n  name: \"<img src=x onerror=alert(1)>\"\n");
    Files.delete(trials);
    assertThat(eventually("&lt;img")).doesNotContain("<img");
  }

  @Test
  void otherNamesForThisMachineAreRefused() throws Exception {
    int port = URI.create(watch.url()).getPort();
    assertThat(raw(port, "GET /runs HTTP/1.1\r\nHost: evil.example\r\n")).contains(" 403 ");
    assertThat(raw(port, "GET /runs HTTP/1.1\r\nHost: evil.example:" + port + "\r\n"))
        .contains(" 403 ");
    String here = "GET /runs HTTP/1.1\r\nHost: localhost:" + port + "\r\n";
    assertThat(raw(port, here)).contains(" 200 ");
    assertThat(raw(port, here + "Sec-Fetch-Site: cross-site\r\n")).contains(" 403 ");
  }

  private static String raw(int port, String head) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().orElse("");
    }
  }

  @Test
  void onlyThePageItselfStopsARun() throws Exception {
    String key = json("/runs").path("key").asText();
    assertThat(stop("", "")).isEqualTo(403);
    assertThat(stop("wrong", "")).isEqualTo(403);
    assertThat(stop(key, "http://evil.example")).isEqualTo(403);
    assertThat(stop(key, "")).isEqualTo(409);
    try (FolderLock lock = FolderLock.take(run)) {
      assertThat(lock).isNotNull();
      // This process has said nothing of minding signals, so none is sent.
      JsonNode process = json("/runs").path("runs").get(0).path("process");
      assertThat(process.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
      assertThat(process.path("stops").asBoolean()).isFalse();
      assertThat(stop(key, "")).isEqualTo(409);
    }
  }

  private int stop(String key, String origin) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(watch.url()).resolve("/runs/" + id() + "/stop"))
            .POST(HttpRequest.BodyPublishers.noBody());
    if (!key.isEmpty()) {
      request.header(Guard.KEY_HEADER, key);
    }
    if (!origin.isEmpty()) {
      request.header("Origin", origin);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void othersNeedTheToken() throws Exception {
    try (Watch open = Watch.start(folder.resolve("runs"), "0.0.0.0", 0)) {
      URI url = URI.create(open.url());
      String base = "http://127.0.0.1:" + url.getPort();
      assertThat(url.getQuery()).startsWith("token=");
      assertThat(status(base + "/", "")).isEqualTo(401);
      assertThat(status(base + "/?token=wrong", "")).isEqualTo(401);
      assertThat(status(base + "/runs?" + url.getQuery(), "")).isEqualTo(401);
      HttpResponse<Void> first =
          client.send(
              HttpRequest.newBuilder(URI.create(base + "/?" + url.getQuery())).build(),
              HttpResponse.BodyHandlers.discarding());
      assertThat(first.statusCode()).isEqualTo(200);
      String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
      assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
      assertThat(status(base + "/runs", cookie.split(";", 2)[0])).isEqualTo(200);
      assertThat(status(base + "/runs", "token=wrong")).isEqualTo(401);
    }
  }

  private int status(String address, String cookie) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void whatCannotBeServedIsRefused() {
    assertThatThrownBy(() -> Watch.start(folder.resolve("none"), "127.0.0.1", 0))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("there is no folder");
    int taken = URI.create(watch.url()).getPort();
    PrintStream terminal = System.err;
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    try {
      assertThatThrownBy(() -> Watch.start(folder, "127.0.0.1", taken))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("port " + taken)
          .hasMessageContaining("another port");
    } finally {
      System.setErr(terminal);
    }
    assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("ERROR", "Exception");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
