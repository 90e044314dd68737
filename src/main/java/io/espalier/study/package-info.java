/**
 * The only search loop: asks a searcher, has an estimator score what it proposes, writes both down
 * before they count, and can go on after any interruption as if there had been none.
 *
 * <p>A study's memory is its {@linkplain io.espalier.study.Journal journal}; the tables beside it
 * are derived and can be written again at any time. Nothing here knows which searcher, which
 * estimator or which space is at work, nor how they were put together.
 */
package io.espalier.study;
