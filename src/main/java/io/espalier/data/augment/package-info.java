/**
 * Random changes of pictures: on bytes, with channels innermost, before they are cropped and
 * mirrored; and the mixing of several pictures into one. What is drawn comes from a generator that
 * is given, so a seed determines everything.
 */
package io.espalier.data.augment;
