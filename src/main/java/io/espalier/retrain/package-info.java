/**
 * What a found architecture can do when it is trained for itself: from scratch or from inherited
 * weights, with the one training loop, and measured once on the test images at the very end.
 */
package io.espalier.retrain;
