package io.espalier.plan.file;

import io.espalier.space.ConditionalSpace.SkipRun;
import java.util.List;

/**
 * What a file says about networks.
 *
 * @param resolution the side of the pictures that the network reads; 0 for those it is given
 * @param stem blocks before the stages
 * @param stages its stages
 * @param head blocks behind them; empty for pooling and a classifier
 * @param headPerDepth whether networks of different depths have heads of their own
 * @param runs layers that may be skipped
 * @param conventions what holds for all blocks
 */
record NetworkParts(
    Pickable<Integer> resolution,
    List<Piece> stem,
    List<NetworkPart> stages,
    List<Piece> head,
    boolean headPerDepth,
    List<SkipRun> runs,
    Conventions conventions) {

  /** A block and the prefix of its paths. */
  record Piece(String path, Block block) {}

  NetworkParts {
    stem = List.copyOf(stem);
    stages = List.copyOf(stages);
    head = List.copyOf(head);
    runs = List.copyOf(runs);
  }
}
