package org.gpicl.bench.timing;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Readings of the clocks that count for a contestant, in nanoseconds. Only differences have a
 * meaning.
 *
 * @param processor the processor time of the thread that runs it
 * @param process the processor time of all threads of its process
 * @param elapsed the elapsed time
 */
public record Clocks(long processor, long process, long elapsed) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Those of this thread and this process. */
  static Clocks here() {
    return new Clocks(
        THREADS.getCurrentThreadCpuTime(), SYSTEM.getProcessCpuTime(), System.nanoTime());
  }

  public Clocks plus(Clocks other) {
    return new Clocks(
        processor + other.processor, process + other.process, elapsed + other.elapsed);
  }

  Clocks minus(Clocks other) {
    return new Clocks(
        processor - other.processor, process - other.process, elapsed - other.elapsed);
  }
}
