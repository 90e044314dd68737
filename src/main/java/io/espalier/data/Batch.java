package io.espalier.data;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Images ready to be fed to a network.
 *
 * @param count number of images
 * @param channels channels per image
 * @param height rows of pixels
 * @param width columns of pixels
 * @param pixels normalised values in a direct buffer of native byte order, channels innermost
 *     (NHWC), at position 0 with the limit after the last value
 * @param labels the class index of each image, in a direct buffer like the pixels'
 */
public record Batch(
    int count, int channels, int height, int width, FloatBuffer pixels, LongBuffer labels) {}
