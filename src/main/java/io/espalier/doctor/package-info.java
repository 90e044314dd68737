/**
 * Facts about this machine, and checks that the native libraries compute correctly on it.
 *
 * <p>Checks run in separate processes, since a faulty native library may crash the process that
 * uses it; each process announces a step before it runs it. A good result is remembered, so that
 * trainings need not wait for it again.
 *
 * <p>Must know nothing of configurations and runs.
 */
package io.espalier.doctor;
