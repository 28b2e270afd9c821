package org.gpicl.web.page;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A home in the middle of a night: one large sweep that runs, others that are over or wait. */
final class SampleHome {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private SampleHome() {}

  static void fill(FakeServer server) {
    server.add(large()).add(row()).add(quickstart()).add(nightly()).add(boundary());
    server.history.add(
        order(21, "hparam-sweep", "TERMINAL", Duration.ofMinutes(-190), null, "RUNNING", ""));
    server.history.add(order(20, "quickstart", "PAGE", null, null, "WAITING", ""));
    server.history.add(
        order(
            19,
            "nightly-glyphs",
            "SCHEDULE",
            null,
            null,
            "SKIPPED",
            "the run of 02:00 was still going"));
    server.history.add(
        order(
            18,
            "transformer-row",
            "PAGE",
            Duration.ofHours(-30),
            Duration.ofHours(-27),
            "STOPPED",
            "stopped from the page"));
    server.history.add(
        order(
            17,
            "nightly-glyphs",
            "SCHEDULE",
            Duration.ofHours(-33),
            Duration.ofHours(-31),
            "DONE",
            ""));
    server.history.add(
        order(
            16, "nightly-glyphs", "SCHEDULE", null, null, "MISSED", "the server was not running"));
    server.history.add(
        order(
            15,
            "hparam-sweep",
            "TERMINAL",
            Duration.ofHours(-55),
            Duration.ofHours(-50),
            "FAILED",
            "2 cells failed"));
  }

  private static FakeSweep large() {
    FakeSweep sweep =
        new FakeSweep(
            "hparam-sweep",
            List.of("mlp", "transformer"),
            LongStream.rangeClosed(0, 9).map(k -> 1L << 2 * k).boxed().toList(),
            IntStream.rangeClosed(0, 9).mapToObj(k -> 1 << k).toList(),
            List.of(0),
            20_000);
    List<FakeCell> pending = List.copyOf(sweep.cells.values());
    for (FakeCell cell : pending) {
      double[] accuracy = accuracy(cell);
      boolean early = cell.model().equals("mlp") || cell.tasks() <= 1 << 14 && cell.hidden() <= 128;
      if (early) {
        sweep.put(cell.done(accuracy[0], accuracy[1]));
      }
    }
    FakeCell sample = sweep.cells.get("transformer-n16384-h256-s0");
    sweep.put(sample.running(9_200, 1.31, 0.52));
    sweep.put(sweep.cells.get("transformer-n65536-h64-s0").running(4_000, 2.2996, 0.11));
    sweep.put(sweep.cells.get("transformer-n16384-h512-s0").stopped(1_500, 0.12));
    sweep.put(
        sweep
            .cells
            .get("transformer-n4096-h1-s0")
            .failed(1_200, "the loss became NaN at step 1,200"));
    sweep.put(
        sweep
            .cells
            .get("mlp-n65536-h512-s0")
            .failed(
                300, "the shard glyphs-n65536 could not be read: checksum of chunk 12 differs"));
    sweep.put(
        sweep
            .cells
            .get("transformer-n1024-h512-s0")
            .quarantined(800, "the JVM crashed three times while this cell was in training"));
    sweep.running = true;
    sweep.remaining = 4_230.0;
    sweep.run(NOW.minus(Duration.ofHours(55)), NOW.minus(Duration.ofHours(50)), "FAILED");
    return sweep.run(NOW.minus(Duration.ofMinutes(190)), null, "RUNNING");
  }

  /** One hidden size, three seeds. */
  private static FakeSweep row() {
    FakeSweep sweep =
        new FakeSweep(
            "transformer-row",
            List.of("transformer"),
            LongStream.rangeClosed(0, 16).map(k -> 1L << k).boxed().toList(),
            List.of(64),
            List.of(0, 1, 2),
            10_000);
    for (FakeCell cell : List.copyOf(sweep.cells.values())) {
      double[] accuracy = accuracy(cell);
      if (cell.tasks() <= 1 << 14) {
        sweep.put(cell.done(accuracy[0], accuracy[1]));
      } else if (cell.tasks() == 1 << 15) {
        sweep.put(cell.seed() == 2 ? cell.stopped(3_000, 0.2) : cell.done(0.62, 0.61));
      }
    }
    return sweep.run(NOW.minus(Duration.ofHours(30)), NOW.minus(Duration.ofHours(27)), "STOPPED");
  }

  private static FakeSweep quickstart() {
    FakeSweep sweep =
        new FakeSweep(
            "quickstart",
            List.of("mlp", "transformer"),
            List.of(16L, 512L, 16384L),
            List.of(16, 32),
            List.of(0),
            3_000);
    sweep.waiting = true;
    return sweep;
  }

  private static FakeSweep nightly() {
    FakeSweep sweep =
        new FakeSweep(
            "nightly-glyphs", List.of("mlp"), List.of(16L, 512L), List.of(32), List.of(0), 3_000);
    for (FakeCell cell : List.copyOf(sweep.cells.values())) {
      sweep.put(cell.done(accuracy(cell)[0], accuracy(cell)[1]));
    }
    sweep.schedule = schedule(sweep.name, false);
    return sweep.run(NOW.minus(Duration.ofHours(33)), NOW.minus(Duration.ofHours(31)), "DONE");
  }

  static Map<String, Object> schedule(String sweep, boolean paused) {
    Map<String, Object> schedule = new LinkedHashMap<>();
    schedule.put("sweep", sweep);
    schedule.put("cron", "0 0 2 * * ?");
    schedule.put("zone", "Europe/Berlin");
    schedule.put("missed", "run-once");
    schedule.put("stopAfter", "5h");
    schedule.put("paused", paused);
    schedule.put("next", paused ? null : NOW.plus(Duration.ofHours(16)).toString());
    schedule.put(
        "last",
        Map.of(
            "dueAt", NOW.minus(Duration.ofHours(8)).toString(),
            "state", "SKIPPED",
            "told", "the run of 02:00 was still going"));
    return schedule;
  }

  static Map<String, Object> order(
      int id,
      String sweep,
      String origin,
      Duration begun,
      Duration ended,
      String state,
      String told) {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("order", id);
    order.put("sweep", sweep);
    order.put("origin", origin);
    order.put("dueAt", null);
    order.put("orderedAt", NOW.minus(Duration.ofHours(3 * (22 - id))).toString());
    order.put("begunAt", begun == null ? null : NOW.plus(begun).toString());
    order.put("endedAt", ended == null ? null : NOW.plus(ended).toString());
    order.put("state", state);
    order.put("told", told);
    return order;
  }

  /** Seen and unseen, of the published shape. */
  private static double[] accuracy(FakeCell cell) {
    Random random = new Random(cell.key().hashCode());
    double bits = Math.log(cell.tasks()) / Math.log(2);
    double width = Math.log(cell.hidden()) / Math.log(2);
    boolean learns = cell.model().equals("transformer") && bits >= 12 && width >= 5;
    double seen =
        learns
            ? 0.30 + 0.055 * width
            : 0.1 + 0.88 / (1 + Math.exp(1.3 * (bits - 1.1 * width - 1.5)));
    double unseen = learns ? seen - 0.08 / (bits - 11) : 0.1;
    List<Double> noisy = new ArrayList<>();
    for (double a : new double[] {seen, unseen}) {
      noisy.add(Math.max(0.05, Math.min(1, a + 0.01 * random.nextGaussian())));
    }
    return new double[] {noisy.get(0), noisy.get(1)};
  }

  /** A search for the boundary, of three seeds, that is almost over. */
  static FakeSweep boundary() {
    List<Long> tasks = LongStream.rangeClosed(4, 14).map(k -> 1L << k).boxed().toList();
    List<Integer> hidden = List.of(16, 32, 64, 128);
    FakeSweep sweep =
        new FakeSweep("boundary", List.of("transformer"), tasks, hidden, List.of(0, 1, 2), 2_000);
    Random random = new Random(5);
    for (int width = 0; width < hidden.size(); width++) {
      for (int seed : sweep.seeds) {
        int crossing = 8 - width + random.nextInt(3);
        boolean waits = width == 3 && seed == 2;
        for (int i = 0; i < tasks.size(); i++) {
          FakeCell cell =
              sweep.cells.get(
                  "transformer-n%d-h%d-s%d".formatted(tasks.get(i), hidden.get(width), seed));
          boolean needed = i == 0 || i == 10 || Math.abs(i - crossing + 0.5) < 2 || i == 5;
          if (!needed) {
            sweep.put(cell.skipped());
          } else if (!waits) {
            sweep.put(
                cell.done(0.8, i < crossing ? 0.12 : Math.min(0.75, 0.3 + 0.08 * (i - crossing))));
          }
        }
        if (!waits) {
          sweep.found(
              "transformer", hidden.get(width), seed, tasks.get(crossing - 1), tasks.get(crossing));
        }
      }
    }
    sweep.plateau = Map.of("kept", 3, "dropped", 2);
    return sweep.run(NOW.minus(Duration.ofHours(2)), NOW.minus(Duration.ofHours(1)), "STOPPED");
  }

  static Map<String, Object> worker(String process, boolean lost, String remarks) {
    return Map.of(
        "worker",
        process,
        "places",
        2,
        "training",
        lost ? 0 : 1,
        "trained",
        7,
        "stepsPerSecond",
        lost ? 0 : 12.34,
        "description",
        "vector (AVX-512); JDK 17",
        "lost",
        lost,
        "remarks",
        remarks);
  }
}
