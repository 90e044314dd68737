/**
 * The operations of the library: train, search, rerank, retrain, export, verify and so on. They
 * take settings, a task and a run folder, and know neither configurations nor command lines.
 */
package io.espalier.run;
