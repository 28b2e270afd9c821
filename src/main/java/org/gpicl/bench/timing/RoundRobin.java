package org.gpicl.bench.timing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Times contestants in turn, in slices of some runs each, so that other work on the machine affects
 * all of them alike.
 */
public final class RoundRobin {
  private static final long SLICE_NANOSECONDS = 100_000_000;
  private static final double WARM_UP_SHARE = 0.5;
  private static final int FEWEST_TIMES = 3;

  /** Shorter runs are timed several at a time, so that reading the clock does not count. */
  private static final long SHORTEST_NANOSECONDS = 200_000;

  private final double seconds;

  /**
   * Times contestants for a while.
   *
   * @param seconds the time for each contestant, after its warm-up; one with long runs gets as much
   *     as a median needs
   */
  RoundRobin(double seconds) {
    this.seconds = seconds;
  }

  /** One timing for each contestant, in their order. */
  public List<Timing> time(List<? extends Contestant> contestants) {
    List<Lane> lanes = contestants.stream().map(Lane::new).toList();
    lanes.forEach(lane -> lane.warmUp(WARM_UP_SHARE * seconds));
    while (lanes.stream().anyMatch(lane -> !lane.done(seconds))) {
      lanes.stream().filter(lane -> !lane.done(seconds)).forEach(Lane::slice);
    }
    return lanes.stream().map(Lane::timing).toList();
  }

  /** One contestant and the times of its runs. */
  private static final class Lane {
    private final Contestant contestant;
    private final List<Double> processor = new ArrayList<>();
    private final List<Double> wall = new ArrayList<>();
    private int together = 1;
    private double wholeProcess;
    private long elapsed;

    Lane(Contestant contestant) {
      this.contestant = contestant;
    }

    void warmUp(double seconds) {
      long begin = System.nanoTime();
      long last;
      long now = begin;
      do {
        last = now;
        contestant.run();
        now = System.nanoTime();
      } while (now - begin < seconds * 1e9);
      together = (int) Math.max(1, SHORTEST_NANOSECONDS / Math.max(1, now - last));
    }

    boolean done(double seconds) {
      return elapsed >= seconds * 1e9 && wall.size() >= FEWEST_TIMES;
    }

    void slice() {
      long begin = System.nanoTime();
      long now;
      do {
        Clocks start = contestant.clocks();
        for (int run = 0; run < together; run++) {
          contestant.run();
        }
        Clocks took = contestant.clocks().minus(start);
        now = System.nanoTime();
        processor.add((double) took.processor());
        wall.add((double) took.elapsed());
        wholeProcess += took.process();
      } while (now - begin < SLICE_NANOSECONDS);
      elapsed += now - begin;
    }

    Timing timing() {
      double unit = 1e6 * together;
      return new Timing(
          contestant.name(),
          together * processor.size(),
          Median.of(processor) / unit,
          Collections.min(processor) / unit,
          Median.of(wall) / unit,
          wholeProcess / (unit * processor.size()));
    }
  }
}
