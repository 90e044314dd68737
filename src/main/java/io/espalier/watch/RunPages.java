package io.espalier.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.cost.Costs;
import io.espalier.file.LockOwner;
import io.espalier.report.LiveRun;
import io.espalier.report.RunDifferences;
import io.espalier.report.RunPage;
import io.espalier.study.Trial;
import io.espalier.watch.WatchedRuns.WatchedRun;
import io.javalin.Javalin;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the page asks for: the list of runs, one run, its trials, several compared. */
final class RunPages {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** More runs than these cannot be told apart in one chart. */
  private static final int MOST_COMPARED = 12;

  private static final int TREND_POINTS = 40;

  private final WatchedRuns runs;
  private final Guard guard;

  RunPages(WatchedRuns runs, Guard guard) {
    this.runs = runs;
    this.guard = guard;
  }

  void install(Javalin server) {
    server.get("/runs", this::list);
    server.get("/runs/{id}", context -> send(context, page(run(context))));
    server.get("/runs/{id}/trials", context -> send(context, trials(context, run(context))));
    server.get("/compare", this::compare);
    server.post("/runs/{id}/stop", this::stop);
  }

  private WatchedRun run(Context context) {
    return find(context.pathParam("id"));
  }

  private WatchedRun find(String id) {
    return runs.find(id).orElseThrow(() -> new NotFoundResponse("this run is no longer there"));
  }

  private void list(Context context) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("folder", runs.root().toString());
    answer.put("key", guard.key());
    answer.put("runs", runs.all().stream().map(RunPages::row).toList());
    send(context, answer);
  }

  private static Map<String, Object> row(WatchedRun run) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", run.id());
    row.put("name", run.name());
    row.put("process", process(run.owner()));
    Map<String, String> figures = new LinkedHashMap<>(run.live().summary().figures());
    figures.remove("run");
    row.put("figures", figures);
    row.put("trend", trend(run.live()));
    return row;
  }

  private static Object process(Optional<LockOwner> owner) {
    return owner
        .map(o -> Map.<String, Object>of("pid", o.pid(), "stops", o.canBeStopped()))
        .orElse(null);
  }

  /** The first curve that there is, in few points: of the search, otherwise of the training. */
  private static List<?> trend(LiveRun run) {
    List<? extends List<?>> points =
        run.curves().values().stream()
            .flatMap(curves -> curves.values().stream())
            .filter(curve -> curve.size() > 1)
            .findFirst()
            .orElse(List.of());
    int step = Math.max(1, (points.size() + TREND_POINTS - 1) / TREND_POINTS);
    List<Object> few = new ArrayList<>();
    for (int p = 0; p < points.size(); p++) {
      if (p % step == 0 || p == points.size() - 1) {
        few.add(points.get(p));
      }
    }
    return few;
  }

  private static Map<String, Object> page(WatchedRun run) {
    RunPage page = run.live().page();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", run.id());
    answer.put("name", run.name());
    answer.put("process", process(run.owner()));
    answer.put("subtitle", page.subtitle());
    answer.put("headline", page.headline());
    answer.put("sections", page.sections());
    answer.put("charts", page.charts());
    answer.put("searches", run.live().trials().keySet());
    answer.put("decimals", run.live().measure().decimals());
    answer.put("figures", run.live().summary().figures());
    answer.put("files", Downloads.of(run.live().folder()));
    return answer;
  }

  private static Map<String, Object> trials(Context context, WatchedRun run) {
    List<Trial> all =
        run.live().trials().getOrDefault(String.valueOf(context.queryParam("search")), List.of());
    TrialTable.Page page =
        new TrialTable(all, run.live().measure())
            .page(
                Optional.ofNullable(context.queryParam("filter")).orElse(""),
                Optional.ofNullable(context.queryParam("sort")).orElse("trial"),
                "down".equals(context.queryParam("order")),
                number(context, "from", 0),
                number(context, "count", 25));
    return Map.of(
        "columns",
        page.columns(),
        "headings",
        page.columns().stream().collect(Collectors.toMap(c -> c, c -> heading(c, run))),
        "rows",
        page.rows(),
        "from",
        page.from(),
        "found",
        page.found(),
        "all",
        page.all());
  }

  private static String heading(String column, WatchedRun run) {
    return switch (column) {
      case "score" -> run.live().measure().heading();
      case "standard_error" -> "± s.e.";
      case "trial", "images", "seconds" -> column;
      default -> Costs.heading(column);
    };
  }

  private static int number(Context context, String name, int otherwise) {
    String text = context.queryParam(name);
    return text == null ? otherwise : Integer.parseInt(text);
  }

  private void compare(Context context) {
    List<WatchedRun> chosen =
        context.queryParams("run").stream()
            .distinct()
            .limit(MOST_COMPARED)
            .map(this::find)
            .toList();
    if (chosen.isEmpty()) {
      throw new NotFoundResponse("no run was named");
    }
    Map<String, Map<String, Object>> curves = new LinkedHashMap<>();
    for (WatchedRun run : chosen) {
      run.live()
          .curves()
          .forEach(
              (what, lines) ->
                  lines.forEach(
                      (name, points) ->
                          curves
                              .computeIfAbsent(what, w -> new LinkedHashMap<>())
                              .put(
                                  name.isEmpty() ? run.name() : run.name() + ": " + name, points)));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "runs", chosen.stream().map(run -> Map.of("id", run.id(), "name", run.name())).toList());
    answer.put(
        "differences", RunDifferences.of(chosen.stream().map(r -> r.live().summary()).toList()));
    answer.put("curves", curves);
    answer.put("measure", chosen.get(0).live().measure().heading());
    send(context, answer);
  }

  private void stop(Context context) {
    WatchedRun run = run(context);
    LockOwner owner =
        run.owner().orElseThrow(() -> new ConflictResponse("no process works on this run now"));
    if (!owner.stop()) {
      throw new ConflictResponse(
          "process %d cannot be asked to save and stop; end it where it was started"
              .formatted(owner.pid()));
    }
    send(context, Map.of("pid", owner.pid()));
  }

  private static void send(Context context, Object answer) {
    try {
      context.contentType("application/json").result(JSON.writeValueAsBytes(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts can be written", e);
    }
  }
}
