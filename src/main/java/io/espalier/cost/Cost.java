package io.espalier.cost;

/**
 * What a network costs, by the conventions of {@link CostModel}.
 *
 * @param macsMillions multiply-accumulates for one image, in millions
 * @param paramsMillions learned values, in millions
 * @param activationMegabytes the most memory that activations take at a time, for one image, in
 *     megabytes of 10<sup>6</sup> bytes
 */
public record Cost(double macsMillions, double paramsMillions, double activationMegabytes) {}
