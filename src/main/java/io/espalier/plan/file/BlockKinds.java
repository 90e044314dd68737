package io.espalier.plan.file;

import io.espalier.catalogue.Catalogue;
import java.util.List;

/** The blocks that files can name. */
public final class BlockKinds {

  /** All of them. */
  public static final Catalogue<BlockKind> ALL =
      new Catalogue<>(
          "block",
          List.of(
              new BlockKind(
                  "conv",
                  "convolution, batch norm, activation: kernel, width, stride, groups, dilation,"
                      + " norm, bias, activation, activation_first",
                  ConvBlock::read),
              new BlockKind(
                  "mbconv",
                  "inverted residual of MobileNetV2: kernel, expand, width, stride, activation,"
                      + " squeeze_excitation, residual",
                  MobileBlock::read),
              new BlockKind(
                  "sep_conv",
                  "separable convolution of DARTS, applied twice: kernel",
                  SeparableBlock::read),
              new BlockKind(
                  "dil_conv",
                  "dilated separable convolution of DARTS: kernel, dilation",
                  SeparableBlock::readDilated),
              new BlockKind(
                  "skip",
                  "the input itself, where width and stride allow; elsewhere, with projection a 1x1"
                      + " convolution, with factorised two that lose no pixels",
                  SimpleBlocks::skip),
              new BlockKind("none", "zeros: nothing passes", SimpleBlocks::none),
              new BlockKind(
                  "max_pool", "maximum over windows: kernel, stride, norm", SimpleBlocks::maxPool),
              new BlockKind(
                  "avg_pool", "mean over windows: kernel, stride, norm", SimpleBlocks::averagePool),
              new BlockKind(
                  "squeeze_excitation", "channels weighted by their means", SimpleBlocks::squeeze),
              new BlockKind("norm", "batch norm", SimpleBlocks::norm),
              new BlockKind("activation", "a function of each value: of", SimpleBlocks::activation),
              new BlockKind("global_pool", "the mean of each channel", SimpleBlocks::globalPool),
              new BlockKind(
                  "linear",
                  "a fully connected layer: width, bias, activation",
                  SimpleBlocks::linear),
              new BlockKind(
                  "dropout", "features left out in training: rate", SimpleBlocks::dropout),
              new BlockKind(
                  "classifier",
                  "the fully connected layer that names the classes",
                  SimpleBlocks::classifier)));

  private BlockKinds() {}
}
