package io.espalier.supernet;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Listens to the calls from DJL into PyTorch while it is open. On a machine without a GPU they tell
 * what a GPU would be asked: on which device arrays are made, and how often one waits for it.
 */
public final class NativeCalls implements AutoCloseable {

  /** What copies numbers from the device, and so waits until it has done all that came before. */
  private static final Set<String> READS = Set.of("getByteBuffer", "getItem");

  /** What asks or frees an array and leaves the device alone. */
  private static final Set<String> HANDLES =
      Set.of(
          "deleteNDArray",
          "getShape",
          "getDataType",
          "getDevice",
          "getLayout",
          "getSparseFormat",
          "getGradient",
          "isGradMode",
          "requiresGrad");

  /** Needed by the code that is put into DJL's class. */
  public static final ConcurrentLinkedQueue<Call> SEEN = new ConcurrentLinkedQueue<>();

  private final Instrumentation instrumentation = ByteBuddyAgent.install();
  private final ClassFileTransformer transformer;

  /**
   * A call.
   *
   * @param method of DJL's list of PyTorch's functions
   * @param devices the devices that it was given
   */
  public record Call(String method, List<Device> devices) {}

  /** Begins to listen. */
  public NativeCalls() {
    SEEN.clear();
    transformer =
        new AgentBuilder.Default(new ByteBuddy())
            .disableClassFormatChanges()
            .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
            .type(ElementMatchers.is(JniUtils.class))
            .transform(
                (builder, type, loader, module, domain) ->
                    builder.visit(
                        Advice.to(Listener.class)
                            .on(ElementMatchers.isStatic().and(ElementMatchers.isPublic()))))
            .installOn(instrumentation);
  }

  /** The processor, as a device of its own: equal to the usual one, but told from it here. */
  public static Device otherProcessor() {
    try {
      Constructor<Device> constructor =
          Device.class.getDeclaredConstructor(String.class, int.class);
      constructor.setAccessible(true);
      return constructor.newInstance(Device.Type.CPU, 0);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The calls so far, which are forgotten. */
  public List<Call> taken() {
    List<Call> taken = new ArrayList<>();
    for (Call call = SEEN.poll(); call != null; call = SEEN.poll()) {
      taken.add(call);
    }
    return taken;
  }

  /** How many of these calls wait for the device. */
  public static long reads(List<Call> calls) {
    return calls.stream().filter(call -> READS.contains(call.method())).count();
  }

  /** How many of these calls give the device something to do. */
  public static long launches(List<Call> calls) {
    return calls.stream().filter(call -> !HANDLES.contains(call.method())).count();
  }

  /** The calls that name another device. */
  public static List<Call> elsewhere(List<Call> calls, Device device) {
    return calls.stream()
        // All processors are equal to DJL, whatever their number.
        .filter(
            call ->
                call.devices().stream()
                    .anyMatch(named -> named.getDeviceId() != device.getDeviceId()))
        .toList();
  }

  @Override
  public void close() {
    instrumentation.removeTransformer(transformer);
    try {
      instrumentation.retransformClasses(JniUtils.class);
    } catch (java.lang.instrument.UnmodifiableClassException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Becomes a part of each of DJL's functions. */
  public static final class Listener {

    private Listener() {}

    /** At the begin of each call. */
    @Advice.OnMethodEnter
    public static void enter(
        @Advice.Origin("#m") String method, @Advice.AllArguments Object[] arguments) {
      List<Device> devices = new ArrayList<>();
      for (Object argument : arguments) {
        if (argument instanceof Device device) {
          devices.add(device);
        }
      }
      SEEN.add(new Call(method, devices));
    }
  }
}
