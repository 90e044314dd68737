package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanJsonTest {

  private final Plan plan = everyOperation();
  private final Plan mobile = mobile();
  private final String text = PlanJson.write(plan);

  private static Plan everyOperation() {
    PlanBuilder builder = new PlanBuilder(new Shape(3, 32, 30));
    int conv = builder.add("conv", new Op.Conv(3, 8, 3, 2, 1, 1, 1, false), 0);
    int norm = builder.add("norm", new Op.BatchNorm(8, true), conv);
    int active = builder.add("active", Op.Activation.RELU6, norm);
    int pool = builder.add("pool", new Op.Pool(Op.Pool.Kind.AVERAGE, 3, 1, 1), active);
    int half = builder.add("half", new Op.Channels(0, 4), pool);
    int shift = builder.add("shift", new Op.Shift(), half);
    int zero = builder.add("zero", new Op.Zero(1), half);
    int sum = builder.add("sum", new Op.Add(), half, shift, zero);
    int join = builder.add("join", new Op.Concat(), sum, pool);
    int mean = builder.add("mean", new Op.GlobalAveragePool(), join);
    int token = builder.add("token", new Op.Channels(0, 1), mean);
    int embedding = builder.add("embedding", new Op.Embedding(5, 12), token);
    int before = builder.add("before", new Op.Previous("clipped", 12), List.of());
    int gated = builder.add("gated", new Op.Highway(), embedding, mean, before);
    int middle = builder.add("middle", new Op.Mean(), gated, mean);
    int clipped = builder.add("clipped", new Op.RmsClip(), middle);
    builder.add("classifier", new Op.Linear(12, 10), clipped);
    return builder.build();
  }

  /** Operations that recurrent plans do not have, and variants that came later. */
  private static Plan mobile() {
    PlanBuilder builder = new PlanBuilder(new Shape(3, 32, 30));
    int at = builder.add("resize", new Op.Resize(28, 24), 0);
    at = builder.add("norm", new Op.BatchNorm(3, true, 1e-3f), at);
    Op.Activation.Function swish = Op.Activation.Function.SWISH;
    Op.Activation.Function gate = Op.Activation.Function.HARD_SIGMOID;
    at = builder.add("excitation", new Op.SqueezeExcitation(3, 8, swish, gate), at);
    at = builder.add("mean", new Op.GlobalAveragePool(), at);
    at = builder.add("mix", new Op.Linear(3, 4, false), at);
    at = builder.add("swish", new Op.Activation(Op.Activation.Function.HARD_SWISH), at);
    at = builder.add("dropout", new Op.Dropout(0.1f), at);
    builder.add("classifier", new Op.Linear(4, 10), at);
    return builder.build();
  }

  @Test
  void readsBackEveryOperation() {
    Set<Class<?>> used =
        Stream.of(plan, mobile)
            .flatMap(of -> of.nodes().stream())
            .map(node -> node.op().getClass())
            .collect(Collectors.toSet());
    assertThat(used).containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
    for (Plan of : List.of(plan, mobile)) {
      String written = PlanJson.write(of);
      assertThat(PlanJson.read("plan.json", written)).isEqualTo(of);
      assertThat(PlanJson.write(PlanJson.read("plan.json", written))).isEqualTo(written);
    }
  }

  @Test
  void whatCameLaterIsWrittenOnlyWhereItIsNotAsItWas() {
    assertThat(PlanJson.write(mobile))
        .contains(
            "{\"type\":\"BatchNorm\",\"channels\":3,\"affine\":true,\"epsilon\":0.001}",
            "{\"type\":\"Linear\",\"in\":3,\"out\":4,\"bias\":false}",
            "{\"type\":\"Linear\",\"in\":4,\"out\":10}",
            "{\"type\":\"Dropout\",\"rate\":0.1}");
    assertThat(text).contains("{\"type\":\"BatchNorm\",\"channels\":8,\"affine\":true}");
    String said =
        text.replace("\"in\":12,\"out\":10", "\"in\":12,\"out\":10,\"bias\":true")
            .replace("\"affine\":true", "\"affine\":true,\"epsilon\":0.00001");
    assertThat(said).isNotEqualTo(text);
    assertThat(PlanJson.read("plan.json", said)).isEqualTo(plan);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"epsilon\":0.001|\"epsilon\":0|has epsilon 0.0, not above 0 and below 1",
        "\"epsilon\":0.001|\"epsilon\":\"0.001\"|it must be a number",
        "\"rate\":0.1|\"rate\":1|has rate 1.0, not from 0 to below 1",
        "\"rate\":0.1|\"rte\":0.1|unknown field of Dropout 'rte'",
        "\"rate\":0.1|\"type\":\"Dropout\"|it is no JSON",
        "\"squeezed\":8|\"squeezed\":0|squeezes to no channels",
        "\"channels\":3,\"squeezed\"|\"channels\":4,\"squeezed\"|squeezes 4 channels of 3x28x24",
        "\"height\":28|\"height\":0|an activation needs at least 1 channel, row and column",
        "\"bias\":false|\"bias\":1|it must be true or false",
      })
  void refusesWhatIsWrongInMobileNetworks(String given, String changed, String message) {
    String wrong = PlanJson.write(mobile).replace(given, changed);
    assertThat(wrong).isNotEqualTo(PlanJson.write(mobile));
    assertThatThrownBy(() -> PlanJson.read("plan.json", wrong))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(message);
  }

  @Test
  void recurrentPlansHaveNoDropout() {
    PlanBuilder builder = new PlanBuilder(Shape.features(4));
    int before = builder.add("before", new Op.Previous("sum", 4), List.of());
    int dropout = builder.add("dropout", new Op.Dropout(0.5f), 0);
    builder.add("sum", new Op.Add(), before, dropout);
    assertThatThrownBy(builder::build).hasMessageContaining("recurrent plans cannot have");
  }

  @Test
  void isReadableAsAgreed() {
    assertThat(text)
        .startsWith("{\"input\":\"3x32x30\",\"nodes\":[\n")
        .contains(
            "{\"path\":\"conv\",\"op\":{\"type\":\"Conv\",\"in\":3,\"out\":8,\"kernel\":3,\"stride\":2,"
                + "\"padding\":1,\"dilation\":1,\"groups\":1,\"bias\":false},\"inputs\":[0]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Conv\"|\"Convolution\"|unknown operation 'Convolution'",
        "\"kernel\":3|\"kernle\":3|unknown field of Conv 'kernle' (did you mean 'kernel'?)",
        "\"kernel\":3,|`` |field kernel of Conv is missing",
        "\"kernel\":3|\"kernel\":2000000000|field kernel of Conv is 2000000000",
        "\"kernel\":3|\"kernel\":3.5|field kernel of Conv is 3.5",
        "\"stride\":2|\"stride\":0|no such convolution",
        "\"bias\":false|\"bias\":0|it must be true or false",
        "\"RELU6\"|\"GELU\"|it must be one of [RELU, RELU6, TANH, SIGMOID, HARD_SWISH, SWISH, HARD_SIGMOID]",
        "\"inputs\":[0]|\"inputs\":[7]|node conv takes node 7, which is not before it",
        "\"inputs\":[0]|\"inputs\":[-1]|node conv takes node -1",
        "\"inputs\":[0]|\"inputs\":[\"a\"]|is not the index of a node",
        "\"path\":\"norm\"|\"path\":\"conv\"|two nodes of the plan are called conv",
        "\"channels\":8|\"channels\":9|norms 9 of 8x16x15",
        "\"path\":\"norm\"|\"path\":\"a\\nimport os\"|its path must be a text",
        "\"path\":\"norm\"|\"path\":\"a b\"|its path must be a text",
        "\"input\":\"3x32x30\"|\"input\":\"3x32x31\"|its first node takes 3x32x30",
        "\"input\":|\"version\":2,\"input\":|unknown field 'version'",
        "]}|]}]|it is no JSON",
        "3x32x30|99999x99999x99999|is not possible",
      })
  void refusesWhatIsWrongAndSaysWhat(String given, String changed, String message) {
    String wrong = text.replace(given, changed.strip());
    assertThat(wrong).isNotEqualTo(text);
    assertThatThrownBy(() -> PlanJson.read("x/plan.json", wrong))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cannot use x/plan.json as a plan")
        .hasMessageContaining(message);
  }

  @Test
  void damageNeverGivesAnythingButAPlanOrAnInputError() {
    Random random = new Random(4);
    for (int t = 0; t < 2_000; t++) {
      StringBuilder damaged = new StringBuilder(text);
      for (int i = 0; i < 1 + t % 4; i++) {
        damaged.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
      }
      if (t % 3 == 0) {
        damaged.setLength(random.nextInt(text.length()));
      }
      try {
        assertThat(PlanJson.read("plan.json", damaged.toString())).isInstanceOf(Plan.class);
      } catch (InputError e) {
        assertThat(e).hasMessageContaining("plan.json");
      }
    }
  }
}
