package io.espalier.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.espalier.error.InputError;
import io.espalier.report.HandMadeRun;
import io.espalier.report.RunSeries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowTest {

  @TempDir Path folder;

  private static MlflowExperiment open(MlflowStub stub) {
    return MlflowExperiment.open(
        MlflowServer.of(stub.address() + "/", Map.of()), "flowers & trees", "anna");
  }

  private RunSeries complete() {
    Path run = folder.resolve("run");
    new HandMadeRun(run, TensorBoardTest.BLUEPRINT).complete();
    return RunSeries.of(run);
  }

  private static int points(RunSeries run) {
    return run.series().values().stream().mapToInt(List::size).sum();
  }

  @Test
  void aRunIsThereWholeAndOnce() throws IOException {
    RunSeries run = complete();
    try (MlflowStub stub = new MlflowStub("")) {
      MlflowExperiment.Given first = open(stub).give("mine", run, true);
      assertThat(first.points()).isEqualTo(points(run)).isGreaterThan(1_000);
      assertThat(first.address()).isEqualTo(stub.address() + "/#/experiments/1/runs/r0");
      assertThat(stub.experiments()).containsExactly("flowers & trees");
      MlflowStub.StubRun there = stub.runs().get(0);
      assertThat(there.status).isEqualTo("RUNNING");
      assertThat(there.name).isEqualTo("mine");
      assertThat(there.tags).containsEntry("mlflow.user", "anna");
      assertThat(there.params).isEqualTo(run.settings());
      assertThat(there.startTime).isEqualTo(run.begin().toEpochMilli());
      assertThat(there.points.keySet()).isEqualTo(run.series().keySet());
      run.series()
          .forEach(
              (name, points) -> {
                for (int p = 0; p < points.size(); p++) {
                  assertThat(there.points.get(name).get(p).get("step").longValue())
                      .isEqualTo(points.get(p).step());
                  assertThat(there.points.get(name).get(p).get("value").doubleValue())
                      .isEqualTo(points.get(p).value());
                }
              });
      MlflowExperiment.Given second = open(stub).give("mine", run, false);
      assertThat(second.points()).isZero();
      assertThat(second.fixed()).isEmpty();
      assertThat(stub.runs()).hasSize(1);
      assertThat(there.pointCount()).isEqualTo(points(run));
      assertThat(there.status).isEqualTo("FINISHED");
      assertThat(there.endTime).isGreaterThan(there.startTime);
      assertThat(stub.refused()).isEmpty();
      MlflowExperiment.open(
              MlflowServer.of(stub.address(), Map.of()), "flowers & trees", "another user")
          .give("mine", run, false);
      assertThat(stub.runs()).hasSize(2);
    }
  }

  @Test
  void whatWasBrokenOffIsCompletedWithoutDoubles() throws IOException {
    RunSeries run = complete();
    try (MlflowStub stub = new MlflowStub("")) {
      for (int requests = 2; requests < 7; requests++) {
        stub.failAfter(requests);
        assertThatThrownBy(() -> open(stub).give("mine", run, false))
            .isInstanceOf(InputError.class)
            .hasMessageContaining("TEMPORARILY_UNAVAILABLE the store is away");
      }
      stub.failAfter(Integer.MAX_VALUE);
      open(stub).give("mine", run, false);
      assertThat(stub.runs()).hasSize(1);
      assertThat(stub.runs().get(0).pointCount()).isEqualTo(points(run));
    }
  }

  @Test
  void whatIsNewIsAddedAndAChangedSettingIsTold() throws IOException {
    RunSeries.Point one = new RunSeries.Point(1, 0.5, 70);
    RunSeries.Point two = new RunSeries.Point(2, 1.5, 71);
    Map<String, String> settings =
        new LinkedHashMap<>(Map.of("seed", "7", "long", "x".repeat(900)));
    RunSeries begun =
        new RunSeries(
            Instant.ofEpochSecond(9),
            settings,
            Map.of("search/lanas/score", List.of(one)),
            List.of());
    settings.put("seed", "8");
    settings.put("more", "");
    RunSeries more =
        new RunSeries(
            Instant.ofEpochSecond(9),
            Map.copyOf(settings),
            Map.of("search/lanas/score", List.of(one, two)),
            List.of());
    settings.put("seed", "7");
    settings.remove("more");
    try (MlflowStub stub = new MlflowStub("")) {
      open(stub).give("mine", begun, true);
      MlflowExperiment.Given given = open(stub).give("mine", more, false);
      assertThat(given.points()).isEqualTo(1);
      assertThat(given.fixed()).containsExactly("seed");
      assertThat(stub.runs().get(0).params).containsEntry("seed", "7").containsEntry("more", "");
      assertThat(stub.runs().get(0).points.get("search/lanas/score")).hasSize(2);
      assertThat(stub.runs().get(0).endTime).isEqualTo(10_500);
      assertThat(stub.refused()).isEmpty();
    }
  }

  @Test
  void tokensAndPasswordsAreSentAndNeverTold() throws IOException {
    Map<String, String> token = Map.of("MLFLOW_TRACKING_TOKEN", "hidden-4711");
    Map<String, String> password =
        Map.of("MLFLOW_TRACKING_USERNAME", "anna", "MLFLOW_TRACKING_PASSWORD", "hidden");
    try (MlflowStub stub = new MlflowStub("Bearer hidden-4711")) {
      MlflowExperiment.open(MlflowServer.of(stub.address(), token), "e", "anna");
      for (Map<String, String> wrong :
          List.of(Map.<String, String>of(), password, Map.of("MLFLOW_TRACKING_TOKEN", "hidden"))) {
        assertThatThrownBy(
                () -> MlflowExperiment.open(MlflowServer.of(stub.address(), wrong), "e", "anna"))
            .isInstanceOf(InputError.class)
            .hasMessageContaining("refuses access (status 401)")
            .hasMessageContaining("MLFLOW_TRACKING_TOKEN")
            .hasMessageNotContaining("hidden");
      }
    }
    try (MlflowStub stub = new MlflowStub("Basic YW5uYTpoaWRkZW4=")) {
      MlflowExperiment.open(MlflowServer.of(stub.address(), password), "e", "anna");
      assertThat(stub.experiments()).containsExactly("e");
    }
    assertThatThrownBy(
            () -> MlflowServer.of("http://h", Map.of("MLFLOW_TRACKING_TOKEN", "hidden\nX: y")))
        .isInstanceOf(InputError.class)
        .hasMessageNotContaining("hidden");
  }

  @Test
  void whatIsNoServerIsRefused() throws IOException {
    for (String address :
        List.of(
            "", "mlruns", "file:///tmp", "sqlite:///x.db", "http://", "http:// x", "databricks")) {
      assertThatThrownBy(() -> MlflowServer.of(address, Map.of()))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("allowed are http:// and https://");
    }
    assertThatThrownBy(() -> MlflowServer.of("http://anna:hidden@host", Map.of()))
        .isInstanceOf(InputError.class)
        .hasMessageNotContaining("hidden");
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    MlflowServer nobody = MlflowServer.of("http://127.0.0.1:" + free, Map.of());
    assertThatThrownBy(() -> MlflowExperiment.open(nobody, "e", "anna"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cannot reach an MLflow server at http://127.0.0.1:" + free)
        .hasMessageContaining("mlflow server");
    byte[] page = "<html>hello</html>".getBytes(StandardCharsets.UTF_8);
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    other.start();
    try {
      MlflowServer server =
          MlflowServer.of("http://127.0.0.1:" + other.getAddress().getPort(), Map.of());
      assertThatThrownBy(() -> MlflowExperiment.open(server, "e", "anna"))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("is no MLflow server");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void aDeletedExperimentIsRefused() throws IOException {
    try (MlflowStub stub = new MlflowStub("")) {
      MlflowServer server = MlflowServer.of(stub.address(), Map.of());
      MlflowExperiment.open(server, "gone", "anna");
      assertThatThrownBy(() -> MlflowExperiment.open(server, "gone", "anna"))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("was deleted");
    }
  }
}
