/**
 * Labelled images in memory: their sources, splitting, augmentation and batching.
 *
 * <p>Knows nothing of networks or searches. It provides plain direct buffers, independent of any
 * tensor library.
 */
package io.espalier.data;
