package io.espalier.plan.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.file.Sha256;
import io.espalier.plan.Blueprint;
import io.espalier.plan.PlanJson;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The texts of plans, which hashes of children and files on disk depend on, stay as they were when
 * operations gain components.
 */
class PlanTextsTest {

  private static final int DRAWN = 20;

  @ParameterizedTest
  @CsvSource({
    "nasbench201, 399d843e537f2b8dc94139723d9bc8f7d6484fa5f1df124aad71f9dd1f38ddfb",
    "macro, 741c83eeb723b74c22b62618868eb0b10ff37e1ba4149d5fe492dd73ce18bfe0",
    "nasnet, a76ab960eefbf7fc4bebacb0df4180011aa143a2d91ec7dc651db980083e9ec8",
    "nasbench101, 194ca76f9e4942220592944b9429471124c790eb1cedfd188707564f39e67a48",
    "convnet, 19bb3c3986fc5d560376c46818e9db5828be54d49d3d918159809f05d4f4d5db",
    "recurrent, cd8d1bf558d72818b9baec6b44b9086ca79a5aa561722b5ae2e87a05eab659e0",
  })
  void areTheSameAsEver(String space, String hash) {
    Blueprint blueprint = SpaceKinds.ALL.named(space).blueprint();
    List<Architecture> architectures = new ArrayList<>(blueprint.covering());
    RandomGenerator random = new Seed(20).derive(space).generator();
    for (int drawn = 0; drawn < DRAWN; drawn++) {
      architectures.add(blueprint.space().sample(random));
    }
    StringBuilder text = new StringBuilder();
    architectures.forEach(a -> text.append(PlanJson.write(blueprint.plan(a))));
    assertThat(Sha256.of(text.toString())).isEqualTo(hash);
  }
}
