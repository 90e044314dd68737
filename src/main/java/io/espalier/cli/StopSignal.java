package io.espalier.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns the first SIGINT (Ctrl-C) or SIGTERM into a request to stop at the next step, and the
 * second into an end at once, which loses the step at hand and nothing else.
 */
final class StopSignal {

  private final AtomicBoolean requested = new AtomicBoolean();

  /** Starts to listen. */
  static StopSignal listen() {
    StopSignal signal = new StopSignal();
    signal.on("INT");
    signal.on("TERM");
    return signal;
  }

  boolean isRequested() {
    return requested.get();
  }

  private void received() {
    if (requested.getAndSet(true)) {
      Runtime.getRuntime().halt(ExitCode.STOPPED);
    }
    System.err.println(
        "\nStopping at the next step and saving; once more to stop at once without saving.");
  }

  /**
   * Installs a handler by way of {@code sun.misc.Signal}. Java has no other means: a shutdown hook
   * would run beside those that take the native libraries down. Called by reflection because the
   * compiler warns of the class, supported though it is (module {@code jdk.unsupported}). Where it
   * is missing, a signal ends the program as it would without us.
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
                  received();
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
    } catch (ReflectiveOperationException e) {
      System.err.println("Ctrl-C will stop without saving the step at hand: " + e.getMessage());
    }
  }
}
