package io.espalier.watch;

import io.espalier.report.Report;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The page itself and what it is drawn with: a fixed list of resources. */
final class Assets {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private Assets() {}

  static void install(Javalin server) {
    own(server, "/", "watch.html");
    for (String name :
        new String[] {
          "watch.css",
          "watch.js",
          "parts.js",
          "runs.js",
          "run.js",
          "trials.js",
          "compare.js",
          "icon.svg"
        }) {
      own(server, "/" + name, name);
    }
    server.get("/report.css", context -> send(context, "report.css", Report.asset("report.css")));
    server.get("/charts.js", context -> send(context, "charts.js", Report.asset("charts.js")));
    server.get("/echarts.js", context -> send(context, "echarts.js", Report.asset(Report.ECHARTS)));
  }

  private static void own(Javalin server, String path, String name) {
    server.get(
        path,
        context -> {
          try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
              throw new IllegalStateException(name + " is missing in this build");
            }
            send(context, name, in.readAllBytes());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void send(Context context, String name, byte[] content) {
    context.contentType(TYPES.get(name.substring(name.lastIndexOf('.') + 1))).result(content);
  }
}
