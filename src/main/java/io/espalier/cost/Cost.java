package io.espalier.cost;

/**
 * The cost of a network, by the conventions of {@link CostModel}.
 *
 * @param macsMillions multiply-accumulate operations for one image, in millions
 * @param paramsMillions learned parameters, in millions
 * @param activationMegabytes the peak memory of activations for one image, in megabytes of
 *     10<sup>6</sup> bytes
 */
public record Cost(double macsMillions, double paramsMillions, double activationMegabytes) {}
