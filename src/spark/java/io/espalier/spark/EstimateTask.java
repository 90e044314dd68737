package io.espalier.spark;

import io.espalier.error.InputError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.spark.api.java.function.Function;

/** What an executor does with the ids of a group of architectures. */
final class EstimateTask implements Function<List<String>, Answer> {

  private static final long serialVersionUID = 1L;

  private final Work work;

  EstimateTask(Work work) {
    this.work = work;
  }

  @Override
  public Answer call(List<String> ids) {
    try {
      String here = SparkCluster.program();
      if (!here.equals(work.program())) {
        throw new InputError(
            "Espalier there is %s, and here %s; install the same version on every machine"
                .formatted(here, work.program()));
      }
      List<Answer.Told> told =
          Executor.HERE.estimate(work, ids).stream().map(Answer.Told::of).toList();
      return new Answer(machine(), "", told);
    } catch (InputError e) {
      // Another try would end the same way, and Spark would show a stack trace.
      return new Answer(machine(), e.getMessage(), List.of());
    }
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a machine without a name";
    }
  }
}
