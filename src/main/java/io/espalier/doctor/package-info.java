/**
 * What this machine is, and whether the native libraries compute rightly on it.
 *
 * <p>Checks run in processes of their own, for a native library that is at fault may end the
 * process that uses it; each says what it is about to do before it does it. A good result is
 * remembered, so that trainings need not wait for it again.
 *
 * <p>Must know nothing of configurations and runs.
 */
package io.espalier.doctor;
