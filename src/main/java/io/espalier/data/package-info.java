/**
 * Labelled images in memory, where they come from, and how they are split, augmented and batched.
 *
 * <p>Knows nothing of networks or searches. What it hands out are plain direct buffers; which
 * tensor library reads them is the reader's business.
 */
package io.espalier.data;
