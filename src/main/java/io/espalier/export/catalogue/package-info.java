/** The formats of exports that come with the program. */
package io.espalier.export.catalogue;
