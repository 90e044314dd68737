package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.espalier.config.Range;
import io.espalier.settings.Catalogues;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.OptionSpec;

class FlagRangesTest {

  private static boolean isNumber(OptionSpec option) {
    Class<?> type = option.auxiliaryTypes()[0];
    return Number.class.isAssignableFrom(type)
        || List.of(int.class, long.class, double.class, float.class).contains(type);
  }

  @Test
  void everyNumberOfEveryCommandHasARange() {
    List<OptionSpec> numbers =
        Main.program(Catalogues.BUILT_IN).getSubcommands().values().stream()
            .map(command -> command.getCommandSpec().options())
            .flatMap(Collection::stream)
            .filter(FlagRangesTest::isNumber)
            .toList();
    assertThat(numbers).hasSizeGreaterThan(30);
    for (OptionSpec option : numbers) {
      assertThatCode(() -> Range.ofFlags(Catalogues.BUILT_IN).apply(option.longestName()))
          .as(option.longestName())
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "top -w x --count -1, --count is -1; allowed is from 1 to 10000000",
    "top -w x --count 99999999999, --count",
    "bench --rounds 0, --rounds is 0; allowed is from 1",
    "bench --samples 10;-5, --samples",
    "rank -w x --prefilter NaN, --prefilter is NaN",
    "train -w x --max-macs Infinity, --max-macs is Infinity",
    "train -w x --seed 9223372036854775808, --seed",
    "search -w x --evaluations 2147483647, --evaluations is 2147483647",
  })
  void otherNumbersAreRefused(String command, String message) {
    Terminal terminal = Terminal.run(command.replace(';', ',').split(" "));
    assertThat(terminal.code()).isEqualTo(2);
    assertThat(terminal.err()).contains(message).doesNotContain("\tat ");
  }
}
