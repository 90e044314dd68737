package io.espalier.cli;

import io.espalier.config.BestArchitecture;
import io.espalier.config.Configuration;
import io.espalier.config.ExportRun;
import io.espalier.config.Parts;
import io.espalier.config.RetrainRun;
import io.espalier.config.RunFolder;
import io.espalier.config.SearchRun;
import io.espalier.config.TrainingRun;
import io.espalier.estimate.Measure;
import io.espalier.export.Manifest;
import io.espalier.report.Report;
import io.espalier.retrain.RetrainResult;
import io.espalier.space.Architecture;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import io.espalier.supernet.train.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "quickstart",
    description = {
      "The whole job in a few minutes on the images that come with the program.",
      "Trains a supernet, searches it with LaNAS and at random, exports, retrains and tests the"
          + " best, writes a report. Run again, it goes on where it was stopped."
    },
    mixinStandardHelpOptions = true)
final class QuickstartCommand implements Callable<Integer> {

  private static final String RIVAL = "random";

  @Mixin RunOptions run;

  @Option(
      names = "--resume",
      description = "Goes on with what the folder holds, which it does in any case.")
  boolean resume;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    return Session.run(
        "quickstart", run.configuration(Configuration.quickstart()), output, this::everything);
  }

  private int everything(Session session) {
    Configuration configuration = session.configuration();
    RunFolder folder = session.folder();
    String searcher = session.values().search().searcher();
    Parts parts = new Parts(session.values(), session.progress());
    List<List<String>> rows = new ArrayList<>();

    say(
        session,
        "1/6 Training a supernet of " + parts.space().name() + " on " + parts.source().name());
    TrainingResult training =
        TrainingRun.run(
            "espalier quickstart", configuration, folder, parts, true, session.progress());
    if (!training.finished()) {
      return ExitCode.STOPPED;
    }
    rows.add(
        List.of(
            "supernet trained",
            format(
                "%d steps, %.0f s, loss %.3f",
                training.steps(), training.seconds(), training.loss())));

    List<String> searchers = List.of(searcher, RIVAL);
    for (int s = 0; s < searchers.size(); s++) {
      say(session, (2 + s) + "/6 Searching it: " + searchers.get(s));
      Study.Result found =
          new SearchRun(configuration, folder, parts)
              .run(searchers.get(s), true, session.progress());
      if (found.end() == Study.End.STOPPED) {
        return ExitCode.STOPPED;
      }
      rows.add(List.of("searched by " + searchers.get(s), describe(found)));
    }

    Architecture best = BestArchitecture.of(null, session.values(), folder, parts.space());
    say(session, "4/6 Exporting " + best.id());
    Path export = folder.export(best.id());
    Manifest manifest =
        Files.exists(export)
            ? Manifest.read(export)
            : new ExportRun(session.values(), folder, parts).export(best, false).manifest();
    rows.add(
        List.of(
            "exported",
            format(
                "%s, %.2f million MACs, %.3f million parameters",
                best.id(), manifest.macsMillions(), manifest.paramsMillions())));

    say(session, "5/6 Retraining it and testing it once");
    Optional<RetrainResult> retrained =
        new RetrainRun(configuration, folder, parts).run(best, true, session.progress());
    if (retrained.isEmpty()) {
      return ExitCode.STOPPED;
    }
    RetrainResult result = retrained.get();
    rows.add(
        List.of(
            "retrained, test accuracy",
            format(
                "%.2f ± %.2f %% on %d test images",
                result.test().accuracyPercent(),
                result.test().standardErrorPercent(),
                result.test().images())));

    say(session, "6/6 Writing the report");
    rows.add(List.of("report", Report.write(folder.root()).toString()));
    rows.add(List.of("network", folder.retrainedChild().toString()));
    rows.add(List.of("run folder", folder.root().toString()));
    session.print(new Table(List.of("what", "result"), rows));
    return ExitCode.DONE;
  }

  private static void say(Session session, String step) {
    session.progress().say(step);
  }

  private static String describe(Study.Result found) {
    return found
        .best()
        .map(best -> describe(best, found.measure()))
        .map(best -> format("%d architectures, best %s", found.trials().size(), best))
        .orElse("nothing that has a score");
  }

  private static String describe(Trial best, Measure measure) {
    return format(
        "%s with %s ± %s at trial %d",
        best.architecture(),
        measure.text(best.score().getAsDouble()),
        measure.withUnit(best.standardError()),
        best.number());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
