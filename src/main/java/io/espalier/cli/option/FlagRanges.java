package io.espalier.cli.option;

import io.espalier.config.Range;
import io.espalier.settings.Catalogues;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Refuses flags with numbers out of range, and runs other commands. */
public final class FlagRanges implements IExecutionStrategy {

  private final Catalogues catalogues;

  /** Of these catalogues, which have flags of their own. */
  public FlagRanges(Catalogues catalogues) {
    this.catalogues = catalogues;
  }

  @Override
  public int execute(ParseResult parsed) {
    Function<String, Range> ranges = Range.ofFlags(catalogues);
    for (CommandLine command : parsed.asCommandLineList()) {
      command.getParseResult().matchedOptions().forEach(option -> check(command, option, ranges));
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static void check(
      CommandLine command, OptionSpec option, Function<String, Range> ranges) {
    Object value = option.getValue();
    for (Object each : value instanceof List<?> list ? list : List.of(value)) {
      if (each instanceof Number number) {
        Range range = ranges.apply(option.longestName());
        double size = number.doubleValue();
        if (!Double.isFinite(size) || !range.holds(new BigDecimal(number.toString()))) {
          throw new ParameterException(
              command, "%s is %s; allowed is %s".formatted(option.longestName(), number, range));
        }
      }
    }
  }
}
