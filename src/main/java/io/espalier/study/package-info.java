/**
 * The only search loop: asks a searcher, has an estimator score its proposals, records both before
 * they count, and can continue after any interruption as if there had been none.
 *
 * <p>The state of a study is its {@linkplain io.espalier.study.Journal journal}; the tables next to
 * it are derived and can be rewritten at any time. Nothing here knows which searcher, estimator or
 * space is used, or how they were assembled.
 */
package io.espalier.study;
