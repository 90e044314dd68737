package io.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cost.Costs;
import io.espalier.estimate.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTrialsTest {

  @TempDir Path folder;

  private Path journal;
  private LiveTrials live;

  @BeforeEach
  void begin() throws IOException {
    journal = folder.resolve(Study.JOURNAL);
    live = new LiveTrials(folder);
    assertThat(live.read()).isEmpty();
    append(
        "{'entry':'study','format':2,'space':'s','searcher':'x','seed':1,'config':'c','data':'d','weights':'','measure':'loss','objectives':['macs_millions']}\n");
  }

  private void append(String text) throws IOException {
    Files.writeString(
        journal, text.replace('\'', '"'), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String tell(int number, String id, double score) {
    return "{'entry':'tell','evaluation':%d,'architecture':'%s','score':%s,'standard_error':0.5,'images':9,'seconds':1.5,'check':'x'}\n"
        .formatted(number, id, score);
  }

  @Test
  void aTrialIsThereAsSoonAsItsLineIsComplete() throws IOException {
    append(
        "{'entry':'ask','count':2,'proposals':[{'architecture':'a','why':'first'},{'architecture':'b','why':'second'}]}\n");
    String line = tell(1, "a", -2);
    append(line.substring(0, 40));
    assertThat(live.read()).isEmpty();
    append(line.substring(40) + tell(2, "b", -1));
    List<Trial> trials = live.read();
    assertThat(trials).extracting(Trial::architecture).containsExactly("a", "b");
    assertThat(trials).extracting(Trial::why).containsExactly("first", "second");
    assertThat(trials.get(0).bestSoFar()).hasValue(-2);
    assertThat(trials.get(1).bestSoFar()).hasValue(-1);
    assertThat(live.measure()).isEqualTo(Measure.LOSS);
    assertThat(live.objectives()).containsExactly("macs_millions");
    append("{'entry':'tell','evaluation':3,'architecture':'c','failure':'no memory'}\n");
    Trial failed = live.read().get(2);
    assertThat(failed.score()).isEmpty();
    assertThat(failed.bestSoFar()).hasValue(-1);
    assertThat(failed.why()).contains("failed: no memory");
  }

  @Test
  void theTableSaysTheCostsAndTheJournalWhatIsNewer() throws IOException {
    append(tell(1, "a", -2));
    Trials.write(
        folder.resolve(Study.TRIALS),
        List.of(
            new Trial(
                1,
                "a",
                OptionalDouble.of(-2),
                0.5,
                9,
                1.5,
                new Costs(Map.of("macs_millions", 7.0)),
                OptionalDouble.of(-2),
                "first")));
    append(tell(2, "b", -3));
    List<Trial> trials = live.read();
    assertThat(trials).extracting(Trial::number).containsExactly(1, 2);
    assertThat(trials.get(0).costs().byColumn()).containsEntry("macs_millions", 7.0);
    assertThat(trials.get(1).costs().byColumn()).containsEntry("macs_millions", Double.NaN);
    assertThat(trials.get(1).bestSoFar()).hasValue(-2);
    assertThat(live.isBehind()).isFalse();
  }

  @Test
  void aJournalThatBeginsAnewIsReadAnew() throws IOException {
    append(tell(1, "a", -2) + tell(2, "b", -1) + "{'entry':'te");
    assertThat(live.read()).hasSize(2);
    String whole = Files.readString(journal);
    Files.delete(journal);
    assertThat(live.read()).isEmpty();
    Files.writeString(journal, whole.lines().limit(2).reduce("", (a, b) -> a + b + "\n"));
    assertThat(live.read()).extracting(Trial::architecture).containsExactly("a");
    append(tell(2, "other", -1));
    assertThat(live.read()).extracting(Trial::architecture).containsExactly("a", "other");
  }
}
