package io.espalier.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real browser with one page, driven by the DevTools protocol, which needs no further program.
 */
final class Browser implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private int calls;
  private String session;

  /** Where a browser is; empty if there is none that this can drive. */
  static Optional<Path> program() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> Stream.of("/usr/bin/", "/usr/local/bin/").map(at -> Path.of(at + name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts the browser. */
  Browser(Path program, Path profile) throws Exception {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    while (line != null && !line.contains("DevTools listening on ")) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("the browser did not start");
    }
    Thread drain = new Thread(() -> output.lines().forEach(text -> {}), "browser's output");
    drain.setDaemon(true);
    drain.start();
    URI address = URI.create(line.substring(line.indexOf("ws://")).strip());
    socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Ears()).get();
    String target =
        call("Target.createTarget", Map.of("url", "about:blank")).path("targetId").asText();
    session =
        call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  private final class Ears implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        heard(text.toString());
        text.setLength(0);
      }
      return WebSocket.Listener.super.onText(from, part, last);
    }
  }

  private void heard(String message) {
    try {
      JsonNode node = JSON.readTree(message);
      CompletableFuture<JsonNode> waiting = answers.remove(node.path("id").asInt(-1));
      if (waiting != null) {
        waiting.complete(node);
      }
      switch (node.path("method").asText()) {
        case "Runtime.exceptionThrown" -> complaints.add(node.path("params").toString());
        case "Log.entryAdded" -> {
          JsonNode entry = node.path("params").path("entry");
          if (entry.path("level").asText().equals("error")) {
            complaints.add(entry.path("text").asText() + " " + entry.path("url").asText());
          }
        }
        case "Page.javascriptDialogOpening" -> complaints.add("a dialog opened: " + message);
        default -> {}
      }
    } catch (IOException e) {
      complaints.add("unreadable: " + e);
    }
  }

  /** Calls a method of the protocol. */
  JsonNode call(String method, Map<String, ?> parameters) throws Exception {
    ObjectNode message = JSON.createObjectNode();
    int id = ++calls;
    message.put("id", id).put("method", method).set("params", JSON.valueToTree(parameters));
    if (session != null) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.sendText(message.toString(), true).get();
    JsonNode node = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (node.has("error")) {
      throw new IOException(method + ": " + node.path("error"));
    }
    return node.path("result");
  }

  void open(String address) throws Exception {
    call("Page.navigate", Map.of("url", address));
  }

  /** The value of an expression in the page, or of the promise that it is. */
  JsonNode eval(String expression) throws Exception {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IOException(result.path("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  String text(String expression) throws Exception {
    return eval(expression).asText();
  }

  /** Waits until an expression is true; returns how many milliseconds that took. */
  long until(String expression) throws Exception {
    long begin = System.nanoTime();
    while (!eval("(() => { try { return Boolean("
            + expression
            + "); } catch (e) { return false; } })()")
        .asBoolean()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new AssertionError(
            "never true: %s; the page says: %s; complaints: %s"
                .formatted(expression, text("document.body.innerText.slice(0, 800)"), complaints));
      }
      Thread.sleep(20);
    }
    return (System.nanoTime() - begin) / 1_000_000;
  }

  /** A key as if it were pressed, for example Tab or Enter. */
  void press(String key, int code, String characters) throws Exception {
    Map<String, ?> down =
        Map.of("type", "keyDown", "key", key, "windowsVirtualKeyCode", code, "text", characters);
    call("Input.dispatchKeyEvent", down);
    call(
        "Input.dispatchKeyEvent",
        Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
  }

  void size(int width, int height) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  void scheme(String lightOrDark) throws Exception {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", lightOrDark))));
  }

  /** Errors of scripts, of the content security policy and of requests. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  void picture(Path file) throws Exception {
    String data =
        call("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"))
            .path("data")
            .asText();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(data));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
