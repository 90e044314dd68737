package io.espalier.cli.progress;

import io.espalier.file.LockOwner;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Turns the first SIGINT (Ctrl-C), SIGTERM or SIGHUP (a closed terminal or connection) into a
 * request to stop at the next step, and a later SIGINT or SIGTERM into an immediate exit, which
 * loses only the current step.
 */
public final class StopSignal {

  /** The exit code of a stopped program by convention: 128 plus the number of SIGINT. */
  public static final int STOPPED = 130;

  private static final String INTERRUPTED = "INT";
  private static final String TERMINATED = "TERM";

  /** Sent by the system, by the shell and by its own children when a terminal closes. */
  private static final String HUNG_UP = "HUP";

  /** Signals sent to both the program and its launcher arrive twice. */
  private static final long SAME_WISH_NANOSECONDS = 2_000_000_000;

  /** The {@link System#nanoTime} of the request; null before. */
  private final AtomicReference<Long> requested = new AtomicReference<>();

  /** Starts listening. */
  public static StopSignal listen() {
    StopSignal signal = new StopSignal();
    signal.on(INTERRUPTED);
    signal.on(TERMINATED);
    if (!System.getProperty("os.name").startsWith("Windows")) {
      signal.on(HUNG_UP);
    }
    return signal;
  }

  public boolean isRequested() {
    return requested.get() != null;
  }

  private void received(String name) {
    long now = System.nanoTime();
    if (requested.compareAndSet(null, now)) {
      System.err.println(
          "\nStopping and saving after this step; interrupt again to stop at once without saving.");
    } else if (!name.equals(HUNG_UP) && now - requested.get() > SAME_WISH_NANOSECONDS) {
      Runtime.getRuntime().halt(STOPPED);
    }
  }

  /**
   * Installs a handler by way of {@code sun.misc.Signal}. Java has no other means: a shutdown hook
   * would run concurrently with those that shut down the native libraries. Called by reflection
   * because the compiler warns of the class, supported though it is (module {@code
   * jdk.unsupported}). Where it is missing, signals have their default effect.
   */
  private void on(String name) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  received(name);
                  return null;
                }
                return switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> "stop at SIG" + name;
                };
              });
      type.getMethod("handle", type, handlerType)
          .invoke(null, type.getConstructor(String.class).newInstance(name), handler);
      if (name.equals(TERMINATED)) {
        LockOwner.thisStops();
      }
    } catch (ReflectiveOperationException e) {
      System.err.println("Ctrl-C will stop without saving the current step: " + e.getMessage());
    }
  }
}
