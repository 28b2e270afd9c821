package org.gpicl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.gpicl.cli.GpiclProcess;
import org.gpicl.home.Home;
import org.gpicl.home.OwnerLock;

/**
 * Runs a sweep, kills it, looks at what is left, and runs it again, until everything that was
 * planned is done. What no kill may do is checked after each one.
 */
final class KilledSweep {
  private static final long KILLED = 128 + 9;
  private static final int AT_ONCE_ONE_OF = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private final CrashSweep sweep;
  private final Path file;
  private final List<String> options;
  private final Home home;
  private final Pace pace;
  private final RandomGenerator random;
  private final CrashSummary summary;
  private LeftBehind left;

  /** The step at which a kill met each cell, at least, until it goes on. */
  private final Map<String, Long> seen = new HashMap<>();

  KilledSweep(
      CrashSweep sweep,
      Path file,
      List<String> options,
      Home home,
      Pace pace,
      RandomGenerator random,
      CrashSummary summary)
      throws Exception {
    this.sweep = sweep;
    this.file = file;
    this.options = options;
    this.home = home;
    this.pace = pace;
    this.random = random;
    this.summary = summary;
    this.left = LeftBehind.in(home);
  }

  void run() throws Exception {
    for (CrashSweep.Stage stage : sweep.stages()) {
      boolean done = false;
      for (Phase aim : stage.order(random)) {
        // Nothing of the stage is left for it.
        if (done && aim != Phase.BEGUN_AGAIN) {
          summary.endedBefore(aim);
        } else {
          done |= !kill(stage, aim);
        }
      }
      finish(stage);
    }
  }

  /** Runs until the process is killed, or until it ends by itself: then false. */
  private boolean kill(CrashSweep.Stage stage, Phase aim) throws Exception {
    ProcessLog log = ProcessLog.ofTheNext(home);
    Instant started = Instant.now();
    GpiclProcess process = start(stage);
    try (Watch watch = new Watch(process, sweep.name(), aim == Phase.TRAIN)) {
      // A kill may come before the first step, but most must show what is done again.
      boolean awaitSteps = aim == Phase.TRAIN && random.nextInt(AT_ONCE_ONE_OF) > 0;
      if (await(process, log, aim, started, () -> !awaitSteps || watch.behindSomeStep())) {
        sleep(process, pace.wait(aim, random));
        process.kill();
        Instant killed = Instant.now();
        if (process.exit() == KILLED) {
          look(log, started, killed, aim, watch.steps());
          return true;
        }
      }
    }
    summary.endedBefore(aim);
    ended(process, log);
    return false;
  }

  private GpiclProcess start(CrashSweep.Stage stage) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run", file.toString()));
    arguments.addAll(options);
    for (String setting : stage.settings()) {
      arguments.addAll(List.of("--set", setting));
    }
    return sweep.start(home, arguments);
  }

  /** Waits for a phase to begin; false if the process ended first. */
  private boolean await(
      GpiclProcess process, ProcessLog log, Phase aim, Instant started, BooleanSupplier further)
      throws Exception {
    boolean announced = aim == Phase.START_UP;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive()) {
      if (!announced && announced(process)) {
        announced = true;
        pace.started(Duration.between(started, Instant.now()));
        summary.startedWithin(Duration.between(started, Instant.now()));
      }
      if (reached(log, aim, announced) && further.getAsBoolean()) {
        return true;
      }
      assertThat(System.nanoTime()).as("waited too long for %s", aim.title()).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    return false;
  }

  private boolean announced(GpiclProcess process) {
    return OwnerLock.owner(home).filter(owner -> owner.pid() == process.pid()).isPresent();
  }

  private static boolean reached(ProcessLog log, Phase aim, boolean announced) {
    return switch (aim) {
      case START_UP -> true;
      case FIRST_START -> log.says("Creating Schema History table");
      case BEGUN_AGAIN -> announced;
      // A JVM that has just started takes its time until the first cell is open.
      case TRAIN -> !log.beginnings().isEmpty();
      case CLOSING -> log.ended(Phase.REPORT);
      default -> log.begun(aim);
    };
  }

  private static void sleep(GpiclProcess process, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private void look(
      ProcessLog log, Instant started, Instant killed, Phase aim, Map<String, Long> steps)
      throws Exception {
    wentOnRightly(log);
    LeftBehind now = LeftBehind.in(home);
    assertThat(now.done()).as("finished cells stay finished").containsAll(left.done());
    left.checkpoints()
        .forEach(
            (cell, step) ->
                assertThat(now.done().contains(cell) || now.step(cell) >= step)
                    .as("%s had a checkpoint at step %d and has %s", cell, step, now)
                    .isTrue());
    summary.database(now.bytes());
    boolean further = progress(now) > progress(left);
    left = now;

    Map<String, Long> repeated = new HashMap<>();
    Duration unstored = Duration.ZERO;
    for (Map.Entry<String, Long> cell : steps.entrySet()) {
      if (!now.done().contains(cell.getKey())) {
        repeated.put(cell.getKey(), Math.max(0, cell.getValue() - now.step(cell.getKey())));
        Instant stored = now.storedAt().getOrDefault(cell.getKey(), started);
        Duration since = Duration.between(stored.isBefore(started) ? started : stored, killed);
        unstored = since.compareTo(unstored) > 0 ? since : unstored;
      }
    }
    seen.putAll(steps);
    Phase hit = aim == Phase.BEGUN_AGAIN && !log.begun(Phase.PLAN) ? aim : log.phase();
    summary.add(
        new Kill(
            sweep.name(),
            aim,
            hit,
            Duration.between(started, killed),
            repeated,
            unstored,
            further));
  }

  private static long progress(LeftBehind left) {
    long cells = left.done().size();
    return (cells << 32) + left.checkpoints().values().stream().mapToLong(Long::longValue).sum();
  }

  /** A process trains no finished cell, and goes on from the newest checkpoints. */
  private void wentOnRightly(ProcessLog log) {
    for (ProcessLog.Beginning beginning : log.beginnings()) {
      String cell = beginning.cell();
      assertThat(left.done()).as("finished cells, of which one was trained").doesNotContain(cell);
      assertThat(beginning.step())
          .as("%s goes on from its newest checkpoint", cell)
          .isEqualTo(left.step(cell));
      if (sweep.interval() > 0) {
        assertThat(beginning.step())
            .as("%s was seen at step %s before the kill", cell, seen.get(cell))
            .isGreaterThanOrEqualTo(seen.getOrDefault(cell, 0L) - sweep.interval());
      }
      seen.remove(cell);
    }
    assertThat(log.beginnings().stream().map(ProcessLog.Beginning::cell)).doesNotHaveDuplicates();
  }

  private void finish(CrashSweep.Stage stage) throws Exception {
    ProcessLog log = ProcessLog.ofTheNext(home);
    ended(start(stage), log);
  }

  private void ended(GpiclProcess process, ProcessLog log) throws Exception {
    process.mustEndWith(0);
    wentOnRightly(log);
    left = LeftBehind.in(home);
    assertThat(left.open()).isEmpty();
  }
}
