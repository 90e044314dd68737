package io.espalier.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountCheckTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"nasbench201", "macro", "nasbench101"})
  void plansHaveThePublishedCounts(String space) throws IOException {
    CountCheck check = check(space, PublishedRows.BY_SPACE.get(space));
    assertThat(check.rows()).isEqualTo(10).isLessThan(check.networks());
    assertThat(check.agrees()).as(check.toString()).isTrue();
  }

  @Test
  void deviationsAreReportedWithTheWorst() throws IOException {
    List<String> rows = new ArrayList<>(PublishedRows.MACRO);
    rows.set(1, rows.get(1).replace("387882", "387881"));
    rows.set(3, rows.get(3).replace("2230506", "2231506"));
    CountCheck check = check("macro", rows);
    assertThat(check.agrees()).isFalse();
    assertThat(check.columns().get(0).agreeing()).isEqualTo(10);
    CountCheck.Column params = check.columns().get(1);
    assertThat(params.name()).isEqualTo("params");
    assertThat(params.agreeing()).isEqualTo(8);
    assertThat(params.worstDeviation()).isEqualTo(-1000);
    assertThat(params.worstArchitecture()).contains("0-1-2-2-0-2-1-2");
  }

  @Test
  void emptyTablesAgreeWithNothing() throws IOException {
    assertThat(check("macro", PublishedRows.MACRO.subList(0, 1)).agrees()).isFalse();
  }

  @Test
  void spacesWithoutTableAreRefused() {
    assertThatThrownBy(() -> check("nasnet", PublishedRows.MACRO))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("known are: nasbench201, macro, nasbench101");
  }

  private CountCheck check(String space, List<String> lines) throws IOException {
    Path table = Files.write(folder.resolve("table.csv"), lines);
    return CountCheck.of(space, table, Progress.SILENT);
  }
}
