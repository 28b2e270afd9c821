package org.gpicl.doctor;

import java.util.List;
import org.gpicl.machine.Machine;
import org.gpicl.report.table.Amounts;

/**
 * How large the Java heap may grow.
 *
 * @param heap its maximum, in bytes
 */
record MemoryCheck(long heap) implements Check {
  private static final long SMALL = 1L << 30;

  @Override
  public List<Finding> look() {
    String text =
        "the Java heap may grow to %s, %d cores"
            .formatted(Amounts.roughBytes(heap), Machine.cores());
    return List.of(
        heap < SMALL
            ? Finding.note(
                "memory",
                text,
                "`gpicl run FILE --dry-run` shows what a sweep needs; GPICL_JAVA_OPTS=-Xmx2g allows"
                    + " more.")
            : Finding.ok("memory", text));
  }
}
