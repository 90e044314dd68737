package io.espalier.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.Javalin;
import io.javalin.http.sse.SseClient;
import java.util.List;
import java.util.function.Consumer;

/** Tells open pages which runs have changed, by server-sent events. */
final class Events {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final WatchedRuns runs;

  Events(WatchedRuns runs) {
    this.runs = runs;
  }

  void install(Javalin server) {
    server.sse("/events", this::follow);
  }

  private void follow(SseClient client) {
    client.keepAlive();
    Consumer<List<String>> watcher = changed -> send(client, changed);
    client.onClose(() -> runs.leave(watcher));
    runs.watch(watcher);
    // The page asks for everything once it knows that nothing will escape it.
    client.sendEvent("ready", "{}");
  }

  private static void send(SseClient client, List<String> changed) {
    if (client.terminated()) {
      client.close();
      return;
    }
    try {
      client.sendEvent("change", JSON.writeValueAsString(changed));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written", e);
    }
  }
}
