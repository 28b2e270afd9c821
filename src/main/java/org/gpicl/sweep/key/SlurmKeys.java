package org.gpicl.sweep.key;

import static org.gpicl.sweep.key.Key.of;

import java.time.Duration;
import java.util.List;
import org.gpicl.sweep.type.Numbers;
import org.gpicl.sweep.type.QuantityTypes;
import org.gpicl.sweep.type.TextTypes;

/**
 * The keys under {@code slurm}. They are words and numbers: a sweep file must not be able to run
 * code, so the lines of a task's script are settings of the program.
 */
public final class SlurmKeys {
  private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.,-]{0,127}";

  public static final Key<String> PARTITION =
      of(
          "slurm.partition",
          TextTypes.text("the name of a partition, or several with commas between them", NAME),
          null,
          null,
          null,
          "Where tasks run with `runOn: slurm`; default: the cluster's.");

  public static final Key<String> ACCOUNT =
      of(
          "slurm.account",
          TextTypes.text("the name of an account", NAME),
          null,
          null,
          null,
          "What tasks are charged to; default: yours.");

  public static final Key<Integer> GPUS =
      of("slurm.gpus", Numbers.whole(0, 64), null, null, null, "GPUs of each task; 0 if left out.");

  public static final Key<Duration> TIME =
      of(
          "slurm.time",
          QuantityTypes.days(Duration.ofMinutes(5), Duration.ofDays(365)),
          null,
          null,
          null,
          "How long a task runs before it is queued again; default: the partition's.");

  public static final Key<Integer> ARRAY =
      of(
          "slurm.array",
          Numbers.whole(1, 10_000),
          null,
          null,
          null,
          "Tasks, each of them a `gpicl worker`; 1 if left out.");

  public static final Key<Integer> CPUS =
      of(
          "slurm.cpus",
          Numbers.whole(1, 1024),
          null,
          null,
          null,
          "Cores of each task, and cells that it trains at a time on them; 1 if left out.");

  private SlurmKeys() {}

  static List<Key<?>> all() {
    return List.of(PARTITION, ACCOUNT, GPUS, TIME, ARRAY, CPUS);
  }
}
