package io.espalier.supernet.train;

import io.espalier.plan.Plan;
import io.espalier.supernet.elastic.ChannelSorting;

/**
 * A part of a training, in which the learning rate falls once.
 *
 * @param plans chooses the networks of its steps
 * @param from its first step
 * @param to the step after its last one
 * @param rate the factor of the recipe's learning rate
 * @param sorting the order that channels get before its first step; null if they stay as they are
 * @param teaching the teacher of its networks; null for the labels alone
 */
public record Phase(
    PlanSampler plans, long from, long to, double rate, ChannelSorting sorting, Teaching teaching) {

  /**
   * A network of the supernet as a teacher.
   *
   * @param plan the network
   * @param since it has the weights that it had before this step
   * @param share the share of its answers in the targets; the labels have the rest
   */
  public record Teaching(Plan plan, long since, double share) {}
}
