package io.espalier.config;

import io.espalier.data.ImageSources;
import io.espalier.data.TextSource;
import io.espalier.space.SearchSpace;
import io.espalier.space.zoo.Spaces;
import io.espalier.tabular.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be named in a configuration. */
public final class Names {

  /** The searcher with the tree. */
  public static final String LANAS = "lanas";

  static final String RANDOM = "random";
  static final String EVOLUTION = "evolution";
  static final String LOCAL_SEARCH = "local_search";
  static final String MCTS = "mcts";
  static final String GP = "gp";

  /** The searchers. */
  public static final List<String> SEARCHERS =
      List.of(LANAS, RANDOM, EVOLUTION, LOCAL_SEARCH, MCTS, GP);

  private Names() {}

  /** Kind, name, and what it is. */
  public static Map<String, Map<String, String>> all() {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    Map<String, String> spaces = new LinkedHashMap<>();
    for (String name : Spaces.NAMES) {
      SearchSpace space = Spaces.named(name);
      spaces.put(
          name,
          String.format(
              Locale.ROOT,
              "%,d architectures, %d choices, mask of %d bits",
              space.size(),
              space.choices().size(),
              space.bits()));
    }
    spaces.put(Table.OWN_SPACE, "the rows of your own table, search.table");
    all.put("spaces", spaces);
    Map<String, String> data = new LinkedHashMap<>();
    ImageSources.NAMES.forEach(name -> data.put(name, dataset(name)));
    TextSource.NAMES.forEach(name -> data.put(name, dataset(name)));
    all.put("data", data);
    Map<String, String> searchers = new LinkedHashMap<>();
    SEARCHERS.forEach(name -> searchers.put(name, searcher(name)));
    all.put("searchers", searchers);
    Map<String, String> strategies = new LinkedHashMap<>();
    Strategies.NAMES.forEach(name -> strategies.put(name, strategy(name)));
    all.put("strategies", strategies);
    Map<String, String> recipes = new LinkedHashMap<>();
    Recipes.NAMES.forEach(name -> recipes.put(name, recipe(name)));
    all.put("recipes", recipes);
    return all;
  }

  private static String dataset(String name) {
    return switch (name) {
      case "sample" -> "8,000 + 2,000 images of Fashion-MNIST that come with the program";
      case "fashion-mnist" -> "60,000 + 10,000 grey images of 28x28, 10 classes";
      case "cifar10" -> "50,000 + 10,000 colour images of 32x32, 10 classes";
      case "sample-text" ->
          "one million characters of the Jargon File, which come with the program";
      case "wikitext-2" ->
          "13 million characters of Wikipedia's articles, with parts of its own; from DJL's hub";
      case "penn-treebank" ->
          "6 million characters of the Wall Street Journal, with parts of its own; from DJL's hub";
      case "text:FILE" -> "your own text, read character by character: for the space recurrent";
      default -> "your own images: one sub-folder per class, or train/ and test/ with these";
    };
  }

  private static String searcher(String name) {
    return switch (name) {
      case LANAS -> "a tree of regressors that learns where good architectures are";
      case RANDOM -> "every architecture equally likely";
      case EVOLUTION -> "regularized evolution";
      case LOCAL_SEARCH -> "from a random start to the first better neighbour, and so on";
      case MCTS -> "Monte Carlo tree search over the choices in their order, nothing learned";
      case GP -> "Bayesian optimisation: a Gaussian process and expected improvement";
      default -> throw new IllegalStateException("no words for the searcher " + name);
    };
  }

  private static String recipe(String name) {
    return switch (name) {
      case Recipes.SHORT -> "40 epochs of SGD with a cosine, label smoothing: the default";
      case Recipes.DARTS ->
          "600 epochs for CIFAR-10 as DARTS and NASNet: cutout, drop path, auxiliary head";
      case Recipes.MOBILE ->
          "350 epochs as MnasNet and EfficientNet: RMSProp, averaged weights, RandAugment";
      default -> throw new IllegalStateException("no words for the recipe " + name);
    };
  }

  private static String strategy(String name) {
    return switch (name) {
      case Strategies.SINGLE_PATH -> "one architecture a training step";
      case Strategies.RANDOM_MASK -> "LaNAS's random bits: several options of a choice at once";
      case Strategies.FAIR -> "every option once in each step, gradients summed (FairNAS)";
      case Strategies.SANDWICH -> "the largest network teaches the smallest and random ones";
      default -> throw new IllegalStateException("no words for the strategy " + name);
    };
  }
}
