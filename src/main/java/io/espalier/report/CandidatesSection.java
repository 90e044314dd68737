package io.espalier.report;

import io.espalier.report.drawing.ChartSheet;
import io.espalier.report.drawing.LineChart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The candidates that were trained from scratch, with the learning curves of the best. */
final class CandidatesSection {

  /** The largest number of lines: the number of colours. */
  private static final int MOST_LINES = 8;

  private final List<RunContents.Candidate> candidates;

  CandidatesSection(RunContents run) {
    this.candidates = run.candidates();
  }

  String html() {
    if (candidates.isEmpty()) {
      return "";
    }
    String facts =
        "<p>%,d were trained from scratch: %,d to the end, %,d were given up as hopeless, %,d failed.</p>"
            .formatted(candidates.size(), count("FINISHED"), count("GIVEN_UP"), count("FAILED"));
    List<RunContents.Candidate> best =
        candidates.stream()
            .filter(candidate -> !candidate.accuraciesPercent().isEmpty())
            .sorted(Comparator.comparingDouble(RunContents.Candidate::best).reversed())
            .limit(MOST_LINES)
            .toList();
    if (best.isEmpty()) {
      return facts;
    }
    LineChart chart =
        new LineChart(
            "validation accuracy of the best",
            "epochs",
            true,
            best.stream().map(CandidatesSection::line).toList());
    List<String> names = best.stream().map(RunContents.Candidate::architecture).toList();
    return facts + "<div class=\"scroll\">" + ChartSheet.svg(List.of(chart), names) + "</div>";
  }

  private long count(String end) {
    return candidates.stream().filter(candidate -> candidate.end().equals(end)).count();
  }

  private static LineChart.Line line(RunContents.Candidate candidate) {
    List<LineChart.Point> points = new ArrayList<>();
    for (double accuracy : candidate.accuraciesPercent()) {
      points.add(new LineChart.Point(points.size() + 1, accuracy, accuracy, accuracy));
    }
    return new LineChart.Line(candidate.architecture(), points);
  }
}
