/** The sources of images that can be named. */
package io.espalier.data.catalogue;
