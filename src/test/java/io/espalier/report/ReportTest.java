package io.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.cost.CostKinds;
import io.espalier.cost.Costs;
import io.espalier.error.InputError;
import io.espalier.file.HashedFile;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.NasBench201Blueprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final Set<String> VOID = Set.of("meta", "br", "!doctype");
  private static final Blueprint BLUEPRINT =
      new NasBench201Blueprint(new Scale(16, 1, new Shape(1, 28, 28), 10), true);

  @TempDir Path folder;

  @Test
  void aCompleteRunIsShownInAllItsParts() throws IOException {
    String best = new HandMadeRun(folder, BLUEPRINT).complete();
    String page = markup(report());
    for (String section :
        new String[] {"network", "search", "tree", "supernet", "retrain", "files", "provenance"}) {
      assertThat(page).contains("<section id=\"" + section + "\">");
    }
    double macs =
        Costs.of(BLUEPRINT.plan(BLUEPRINT.space().parse(best)).live()).get(CostKinds.MACS);
    assertThat(page)
        .contains("<code>" + best + "</code>")
        .contains("<strong>91.35<i>%</i></strong>")
        .contains("<strong>" + Html.number(macs, 2) + "<i></i></strong><span>million MACs")
        .contains("Inside <b>cell</b>")
        .contains("good.good")
        .contains("./search/lanas/tree.json")
        .doesNotContain("There is no");
  }

  @Test
  void candidatesThatWereTrainedAreCountedAndTheBestAreDrawn() throws IOException {
    new HandMadeRun(folder, BLUEPRINT).complete();
    assertThat(markup(report())).doesNotContain("<section id=\"candidates\">");
    writeCurve("3-3-3-3-3-3", "[40.0, 71.5]", "FINISHED");
    writeCurve("1-1-1-1-1-1", "[12.5]", "GIVEN_UP");
    writeCurve("0-0-0-0-0-0", "[]", "FAILED");
    assertThat(markup(report()))
        .contains("<section id=\"candidates\">")
        .contains(
            "3 were trained from scratch: 1 to the end, 1 were given up as hopeless, 1 failed")
        .contains("validation accuracy of the best")
        .contains("3-3-3-3-3-3</text>")
        .doesNotContain("0-0-0-0-0-0</text>");
  }

  private void writeCurve(String id, String accuracies, String end) {
    HashedFile.write(
        folder.resolve("scratch/abc").resolve(id).resolve("curve.json"),
        "{\"accuracies_percent\": %s, \"images\": 9, \"seconds\": 1.5, \"end\": \"%s\", \"reason\": \"\"}"
            .formatted(accuracies, end));
  }

  @Test
  void aLossIsNoPercentage() throws IOException {
    HandMadeRun run = new HandMadeRun(folder, BLUEPRINT);
    run.complete();
    assertThat(markup(report())).contains("<i>%</i></strong><span>accuracy as the search");
    run.journal("lanas", "loss");
    String page = report();
    assertThat(markup(page))
        .contains("<i></i></strong><span>minus cross-entropy as the search")
        .contains("\">minus cross-entropy</th>")
        .doesNotContain("accuracy, %");
    assertThat(data(page).path("unit").asText()).isEmpty();
    assertThat(data(page).path("decimals").asInt()).isEqualTo(4);
  }

  @Test
  void thePageNeedsNothingElseAndItsTagsClose() throws IOException {
    new HandMadeRun(folder, BLUEPRINT).complete();
    String page = report();
    String markup = markup(page);
    assertThat(markup).doesNotContain("http:", "https:", "src=", "<link");
    assertClosed(markup);
    assertThat(page.contains("Licensed to the Apache Software Foundation")).isTrue();
  }

  @Test
  void theChartsHaveTheNumbersOfTheFiles() throws IOException {
    HandMadeRun run = new HandMadeRun(folder, BLUEPRINT);
    run.complete();
    run.search("random", 90, 0);
    JsonNode data = data(report());
    assertThat(data.path("bestSoFar").path("lanas")).hasSize(90);
    assertThat(data.path("bestSoFar").path("random")).hasSize(90);
    assertThat(data.path("trials").path("lanas")).hasSize(150);
    assertThat(data.path("training").path("loss")).hasSize(150);
    assertThat(data.path("retraining").path("accuracies").path("validation accuracy")).hasSize(12);
    double before = Double.NEGATIVE_INFINITY;
    for (JsonNode point : data.path("front")) {
      assertThat(point.get(1).asDouble()).isGreaterThan(before);
      before = point.get(1).asDouble();
    }
  }

  @Test
  void whatIsMissingIsLeftOutWithANote() throws IOException {
    Files.writeString(folder.resolve("config.yaml"), "seed: 1\n");
    String page = markup(report());
    assertThat(page)
        .contains("This run has found no network yet.")
        .contains("There is no training curve yet (metrics.csv).")
        .doesNotContain("<section id=\"search\">", "<section id=\"tree\">");

    new HandMadeRun(folder, BLUEPRINT).search("random", 5, 0);
    assertThat(markup(report()))
        .contains("<section id=\"search\">")
        .contains("No network has been exported yet.");
  }

  @Test
  void whatIsDamagedIsLeftOutWithItsReason() throws IOException {
    String best = new HandMadeRun(folder, BLUEPRINT).complete();
    Files.writeString(folder.resolve("metrics.csv"), "step,loss\n1,high\n2,1\n");
    Files.writeString(folder.resolve("search/lanas/tree.json"), "{\"samples\": 3");
    Files.writeString(folder.resolve("export/" + best + "/plan.json"), "[]");
    Files.writeString(folder.resolve("provenance.json"), "no");
    assertThat(markup(report()))
        .contains("&#39;high&#39; is no number")
        .contains("/tree.json was changed after it was written")
        .contains("plan.json was left out")
        .contains("provenance.json was left out")
        .contains("<section id=\"retrain\">");
  }

  @Test
  void aTornLastLineOfACurveIsForgiven() throws IOException {
    new HandMadeRun(folder, BLUEPRINT).complete();
    Path metrics = folder.resolve("metrics.csv");
    String whole = Files.readString(metrics);
    Files.writeString(metrics, whole + "1510,10.1,1");
    assertThat(data(report()).path("training").path("loss")).hasSize(150);
  }

  @Test
  void nothingThatAFileSaysIsTakenForMarkup() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("<b>@DATA@ &amp; x"));
    HandMadeRun run = new HandMadeRun(odd, BLUEPRINT);
    run.complete();
    Path trials = odd.resolve("search/lanas/trials.csv");
    Files.writeString(
        trials,
        Files.readString(trials).replace("random start", "</script><script>alert(1)</script>"));
    Files.writeString(odd.resolve("config.yaml"), "</pre><img src=x onerror=alert(1)>");
    Files.writeString(odd.resolve("a\"><script>:b.txt"), "");
    String page = Files.readString(Report.write(odd));
    assertThat(page.contains("<script>alert")).isFalse();
    String markup = markup(page);
    assertThat(markup).doesNotContain("<img", "</pre><img", "\"><script>:b");
    assertThat(markup).contains("<h1>&lt;b&gt;@DATA@ &amp;amp; x</h1>");
    assertClosed(markup);
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Report.write(folder.resolve("none")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("is not a folder");
  }

  private String report() throws IOException {
    return Files.readString(Report.write(folder));
  }

  private static JsonNode data(String page) throws IOException {
    Matcher data = Pattern.compile("id=\"data\">(.*?)</script>", Pattern.DOTALL).matcher(page);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  /** The page without what browsers do not read as markup. */
  private static String markup(String page) {
    return page.replaceAll("(?s)<(script|style)\\b.*?</\\1>", "");
  }

  private static void assertClosed(String markup) {
    Deque<String> open = new ArrayDeque<>();
    Matcher tag = Pattern.compile("<(/?)([a-z0-9!]+)[^>]*?(/?)>").matcher(markup);
    while (tag.find()) {
      if (tag.group(1).isEmpty()) {
        if (tag.group(3).isEmpty() && !VOID.contains(tag.group(2))) {
          open.push(tag.group(2));
        }
      } else {
        assertThat(open.pop()).isEqualTo(tag.group(2));
      }
    }
    assertThat(open).isEmpty();
  }
}
