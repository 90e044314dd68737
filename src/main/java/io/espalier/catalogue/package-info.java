/**
 * Catalogues: plain lists of what can be named in a configuration. A list stands beside the
 * interface of its entries; to add a thing is one entry.
 */
package io.espalier.catalogue;
