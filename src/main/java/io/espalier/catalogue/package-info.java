/**
 * Catalogues: plain lists of everything that can be named in a configuration. Each list is next to
 * the interface of its entries; a new thing is one new entry.
 */
package io.espalier.catalogue;
