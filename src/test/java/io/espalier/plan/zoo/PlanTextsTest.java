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

  private static final int DRAWN = 50;

  @ParameterizedTest
  @CsvSource({
    "nasbench201, 1ae19ca5ce5fdc1ea096ecf1e2b2bf699042da9fe21bddeadf13c5c4a2733edd",
    "macro, d6cf0e053cf0d8867c0c0a6d71be6714b53b8836fb6ff42b397e9d26a450cecc",
    "nasnet, 11ef338e7b79f36b4d3a887da24c02ad08687bcf38758d75120527617a1010fb",
    "nasbench101, 97cb3e48384a665b2ce42be857867be6bc926d18204222281087e047b91236dc",
    "convnet, 923661823ae76b2702021e81dbd3a36c29d8d1320f8ed058b0acc755488e1c93",
    "recurrent, a37de612137f31668506c09f4a1ff7a6ea665cac5627b03904bd5cac1f7e6d3a",
  })
  void areTheSameAsEver(String space, String hash) {
    Blueprint blueprint = SpaceKinds.ALL.named(space).blueprint();
    List<Architecture> architectures = new ArrayList<>();
    RandomGenerator random = new Seed(20).derive(space).generator();
    for (int drawn = 0; drawn < DRAWN; drawn++) {
      architectures.add(blueprint.space().sample(random));
    }
    StringBuilder text = new StringBuilder();
    architectures.forEach(a -> text.append(PlanJson.write(blueprint.plan(a))));
    assertThat(Sha256.of(text.toString())).isEqualTo(hash);
  }
}
