package org.gpicl.crash;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How long after a phase has begun a kill may come, so that it still meets that phase: told by an
 * undisturbed run and by the starts so far.
 */
final class Pace {
  private static final Duration SHORTEST = Duration.ofMillis(20);
  private static final Duration FOR_STEPS = Duration.ofMillis(1500);
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private final Map<Phase, Duration> spans = new EnumMap<>(Phase.class);

  Pace(ProcessLog undisturbed, CrashSweep sweep) {
    for (Phase step : new Phase[] {Phase.PLAN, Phase.GENERATE, Phase.TRAIN, Phase.REPORT}) {
      undisturbed.duration(step).ifPresent(duration -> spans.put(step, duration));
    }
    // What is done in a generation or a training stays done: it has to last for all the kills.
    for (Phase step : new Phase[] {Phase.GENERATE, Phase.TRAIN}) {
      int kills =
          sweep.stages().stream().mapToInt(stage -> stage.aims().getOrDefault(step, 0)).sum();
      spans.computeIfPresent(step, (s, duration) -> duration.multipliedBy(2).dividedBy(kills + 1));
    }
    // A fresh JVM is slow: time enough to train behind a checkpoint.
    spans.computeIfPresent(
        Phase.TRAIN, (s, duration) -> duration.compareTo(FOR_STEPS) < 0 ? FOR_STEPS : duration);
    // Of the undisturbed run it may have taken twice as long, if the machine had more to do then.
    spans.computeIfPresent(Phase.REPORT, (s, duration) -> duration.dividedBy(2));
    spans.put(Phase.EVALUATE, Duration.ofMillis(1500));
    spans.put(Phase.FIRST_START, Duration.ofMillis(200));
    spans.put(Phase.BEGUN_AGAIN, Duration.ofMillis(300));
    spans.put(Phase.CLOSING, Duration.ofMillis(200));
    spans.put(Phase.START_UP, Duration.ofSeconds(3));
  }

  /** A process has taken so long to start. */
  void started(Duration within) {
    spans.put(Phase.START_UP, within);
  }

  Duration wait(Phase phase, RandomGenerator random) {
    Duration span = spans.getOrDefault(phase, LONGEST);
    span = span.compareTo(SHORTEST) < 0 ? SHORTEST : span;
    span = span.compareTo(LONGEST) > 0 && phase != Phase.START_UP ? LONGEST : span;
    return Duration.ofNanos(random.nextLong(span.toNanos()));
  }
}
