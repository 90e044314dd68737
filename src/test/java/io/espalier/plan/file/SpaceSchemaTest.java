package io.espalier.plan.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.espalier.error.InputError;
import io.espalier.file.YamlText;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.plan.zoo.WrittenSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema for editors says what the program says. */
class SpaceSchemaTest {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(WrittenSpace.schema());

  private static JsonNode tree(String text) {
    return YamlText.parse(text, "space.yaml").root();
  }

  @Test
  void acceptsEveryBuiltInFile() {
    List<String> names = new ArrayList<>(List.of("nasbench201", "nasnet"));
    SpaceKinds.ALL.names().stream()
        .filter(name -> !Set.of("nasbench101", "recurrent").contains(name))
        .forEach(names::add);
    for (String name : names) {
      assertThat(SCHEMA.validate(tree(WrittenSpace.template(name)))).as(name).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kernel: [3, 5, 7], expand|kernel: [3, 4], expand",
        "depth: [2, 3, 4]|dept: [2, 3, 4]",
        "divisor: 8|divisor: eight",
        "activation: h_swish|activation: hswish",
        "rate: 0.1|rate: 1.5",
        "name: my_|nmae: my_",
        "{of: hidden|{of: inside",
        "- mbconv: {kernel: 3, expand|- mbconv: {kernl: 3, expand",
      })
  void refusesWhatTheProgramRefuses(String right, String wrong) {
    String text = WrittenSpace.template("ofa_mobilenetv3");
    assertThat(text).contains(right);
    String changed = text.replaceFirst(Pattern.quote(right), wrong);
    assertThat(SCHEMA.validate(tree(changed))).isNotEmpty();
    assertThat(catchThrowable(() -> SpaceFile.parse(changed, "f"))).isInstanceOf(InputError.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[skip_connect, 0], |[skip_connect, -1], ",
        "[skip_connect, 0], |[0, skip_connect], ",
        "[skip_connect, 0], |[skip_connect], ",
        "[skip_connect, 0], |skip_connect, ",
        "nodes:|nodes: []\\nnone:",
        "repeat: cells+1|repeat: cells+0",
        "repeat: cells+1|repeat: cell",
        "output: unread|output: unused",
        "inputs: 2|inputs: 3",
        "inputs: 2|zzz: 3",
      })
  void refusesTheSameCells(String right, String wrong) {
    String text = WrittenSpace.template("lanet");
    assertThat(text).contains(right);
    String changed = text.replaceFirst(Pattern.quote(right), wrong.replace("\\n", "\n    "));
    assertThat(SCHEMA.validate(tree(changed))).isNotEmpty();
    assertThat(catchThrowable(() -> SpaceFile.parse(changed, "f"))).isInstanceOf(InputError.class);
  }

  /** The program lists the keys it knows when it is given another one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: my_|zzz: 1\\nname: my_|/properties",
        "width: 24|zzz: 1\\n    width: 24|/$defs/stage/properties",
        "{of: hidden|{zzz: 1, of: hidden|/properties/squeeze_excitation/properties",
        "{size: 224|{zzz: 1, size: 224|/properties/input/properties",
        "- mbconv: {kernel: 3|- mbconv: {zzz: 1, kernel: 3|/$defs/mbconv/properties",
        "{kernel: 3, stride|{zzz: 1, kernel: 3, stride|/$defs/conv/properties",
        "{width: 1280|{zzz: 1, width: 1280|/$defs/linear/properties",
        "{rate: 0.1|{zzz: 1, rate: 0.1|/$defs/dropout/properties",
      })
  void knowsTheSameKeys(String right, String wrong, String section) {
    String text = WrittenSpace.template("ofa_mobilenetv3");
    String changed = text.replaceFirst(Pattern.quote(right), wrong.replace("\\n", "\n"));
    assertThat(changed).contains("zzz");
    Throwable refused = catchThrowable(() -> SpaceFile.parse(changed, "f"));
    assertThat(refused).isInstanceOf(InputError.class).hasMessageContaining("'zzz'");
    String known = refused.getMessage().split("known are: ", 2)[1];
    Set<String> keys = new TreeSet<>(Arrays.asList(known.split(", ", -1)));
    // A stage is asked whether it is one of cells.
    keys.remove("cell");
    Set<String> written = new TreeSet<>();
    tree(WrittenSpace.schema()).at(section).fieldNames().forEachRemaining(written::add);
    assertThat(written).isEqualTo(keys);
  }
}
