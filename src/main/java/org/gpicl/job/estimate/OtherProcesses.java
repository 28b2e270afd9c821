package org.gpicl.job.estimate;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.gpicl.machine.Machine;

/**
 * What other processes take of the processor.
 *
 * @param wanted cores that they would be busy on if these were free
 * @param cores of the machine
 */
public record OtherProcesses(double wanted, int cores) {
  /** What any machine does beside is less. */
  private static final double WORTH_MENTIONING = 0.3;

  /**
   * From what was seen while a thread of ours was busy.
   *
   * @param busy cores that were busy
   * @param own cores of them that our process took
   * @param delay how many times as long as its processor time our thread took: those who wait for a
   *     core want more than they have
   */
  static OtherProcesses seen(double busy, double own, double delay, int cores) {
    return new OtherProcesses(Math.max(1, delay) * Math.max(0, Math.min(busy, cores) - own), cores);
  }

  /**
   * How many times as long as on an idle machine so many threads take, as long as they are there.
   */
  public double delay(int threads) {
    return Math.max(1, (wanted + threads) / cores);
  }

  /** Whether they matter to so many threads. */
  public boolean matter(int threads) {
    return wanted >= WORTH_MENTIONING && delay(threads) > 1;
  }

  /** A look at them while this thread is busy. */
  public static final class Watch {
    private final OperatingSystemMXBean system =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean known
            ? known
            : null;

    private final long began = System.nanoTime();
    private final long ownBegan = own();
    private final long threadBegan = thread();

    private Watch() {
      if (system != null) {
        // The system's load is that since the last question.
        system.getCpuLoad();
      }
    }

    public static Watch begin() {
      return new Watch();
    }

    /** What was seen since the beginning; nothing where the system does not say. */
    public OtherProcesses end() {
      double nanos = System.nanoTime() - began;
      double busy = system == null ? 0 : system.getCpuLoad();
      if (!(busy > 0) || thread() <= threadBegan) {
        return new OtherProcesses(0, Machine.cores());
      }
      return seen(
          busy * Machine.cores(),
          (own() - ownBegan) / nanos,
          nanos / (thread() - threadBegan),
          Machine.cores());
    }

    private long own() {
      return system == null ? 0 : system.getProcessCpuTime();
    }

    private static long thread() {
      return ManagementFactory.getThreadMXBean().isCurrentThreadCpuTimeSupported()
          ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
          : 0;
    }
  }
}
