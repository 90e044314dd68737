package io.espalier.supernet.elastic;

import ai.djl.ndarray.NDArray;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.supernet.Weights;
import io.espalier.supernet.elastic.ChannelGroups.Group;
import io.espalier.supernet.elastic.ChannelGroups.Side;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sorts channels so that networks which use the first ones use the important ones, as once-for-all
 * does before it trains smaller expansions (Cai et al., ICLR 2020, section 3.3): by the L1 norm of
 * the weights by which dense convolutions and linear layers read a channel. What the networks
 * compute that use all channels does not change.
 *
 * <p>The authors sort the hidden channels of their blocks. Here, the plans tell which channels can
 * change places, in blocks of one's own too; where widths of whole stages are searched, those are
 * sorted as well. Concatenated channels and those of grouped convolutions stay in their order.
 */
public final class ChannelSorting {

  private static final int DRAWN = 64;

  private final List<Group> groups;

  private ChannelSorting(List<Group> groups) {
    this.groups = groups;
  }

  /**
   * The sorting of a supernet's channels.
   *
   * @param largest the network that uses all channels; looked at are also those that differ from it
   *     in one choice, and some random ones
   */
  public static ChannelSorting of(Blueprint blueprint, Architecture largest) {
    SearchSpace space = blueprint.space();
    RandomGenerator random = new Seed(0).derive("channels").generator();
    Stream<Architecture> near =
        IntStream.range(0, space.choices().size())
            .boxed()
            .flatMap(
                choice ->
                    space.alternatives(choice, largest.picks().get(choice)).stream()
                        .map(pick -> largest.with(choice, pick)))
            .filter(space::isValid);
    Stream<Architecture> drawn = Stream.generate(() -> space.sample(random)).limit(DRAWN);
    List<Plan> plans =
        Stream.of(Stream.of(largest), blueprint.covering().stream(), near, drawn)
            .flatMap(architectures -> architectures)
            .map(blueprint::plan)
            .toList();
    return new ChannelSorting(ChannelGroups.elastic(plans));
  }

  /** The number of groups of channels that have an order of their own. */
  public int groups() {
    return groups.size();
  }

  /** The order for the weights as they are now; equally important channels keep theirs. */
  public ChannelOrder order(Weights weights) {
    Map<String, Map<Integer, int[]>> places = new HashMap<>();
    for (Group group : groups) {
      double[] importance = new double[group.channels()];
      group.readers().forEach(reader -> add(importance, weights, reader));
      int[] order =
          IntStream.range(0, importance.length)
              .boxed()
              .sorted(Comparator.comparingDouble(channel -> -importance[channel]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (Side side : group.sides()) {
        places.computeIfAbsent(side.name(), name -> new TreeMap<>()).put(side.dimension(), order);
      }
    }
    return new ChannelOrder(places);
  }

  private static void add(double[] importance, Weights weights, Side reader) {
    NDArray weight = weights.get(reader.path(), reader.tensor());
    long[] shape = weight.getShape().getShape();
    float[] values = weight.toFloatArray();
    int inner = (int) (weight.size() / (shape[0] * shape[1]));
    for (int v = 0; v < values.length; v++) {
      importance[v / inner % importance.length] += Math.abs(values[v]);
    }
  }
}
