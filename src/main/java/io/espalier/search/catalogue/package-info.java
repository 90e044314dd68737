/** The searchers that come with the program. */
package io.espalier.search.catalogue;
