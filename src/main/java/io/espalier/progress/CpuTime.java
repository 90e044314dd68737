package io.espalier.progress;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The CPU time of this process: all threads, including system time. */
public final class CpuTime {

  private CpuTime() {}

  /** Nanoseconds since the process began. */
  public static long nanoseconds() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }
}
