package org.gpicl.crash;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** The sweeps that are killed: small ones, which have all that a run can be in the middle of. */
final class CrashSweeps {
  private static final long INTERVAL = 20;

  private CrashSweeps() {}

  /** A few phases, in half a minute; bounded() meets most, and all() the others. */
  static CrashSweep brief() {
    return new CrashSweep(
        "brief",
        """
        name: brief
        recipe: small
        images: {set: glyphs, size: 4, classes: 3}
        tasks: [4]
        hidden: [8]
        curriculum: {classes: 2, tasks: 1, steps: 20, every: 30}
        bias: 0.5
        mlp: {maxSamples: 1000, epochs: 1}
        transformer: {steps: 160, evaluateEvery: 80 steps, batch: 4, length: 6, layers: 1}
        evaluate: {maxSamples: 100}
        checkpoint: {every: 20 steps}
        workers: 2
        """,
        true,
        INTERVAL,
        List.of(
            new CrashSweep.Stage(
                List.of(),
                Map.ofEntries(
                    entry(Phase.GENERATE, 1), entry(Phase.TRAIN, 1), entry(Phase.REPORT, 1)))));
  }

  /** Most phases, in a minute or two; all() meets the others. */
  static CrashSweep bounded() {
    return new CrashSweep(
        "bounded",
        """
        name: bounded
        recipe: small
        images: {set: mnist, size: 14}
        tasks: [4, 64]
        hidden: [16]
        mlp: {maxSamples: 15000, epochs: 1}
        transformer: {steps: 200, evaluateEvery: 50 steps, length: 20, batch: 32}
        evaluate: {maxSamples: 2000}
        checkpoint: {every: 20 steps}
        workers: 2
        """,
        false,
        INTERVAL,
        List.of(
            new CrashSweep.Stage(
                List.of(),
                Map.ofEntries(
                    entry(Phase.FIRST_START, 1),
                    entry(Phase.GENERATE, 1),
                    entry(Phase.TRAIN, 1),
                    entry(Phase.REPORT, 1))),
            new CrashSweep.Stage(
                List.of("tasks=4,16,64", "evaluate.images=glyphs", "evaluate.unseenTasks=512"),
                Map.ofEntries(entry(Phase.EVALUATE, 1), entry(Phase.CLOSING, 1)))));
  }

  /** The first of them has every phase. */
  static List<CrashSweep> all() {
    return List.of(grown(), shared(), timed(), stored(), mixed());
  }

  /** MLPs on stored sets, transformers on fresh sequences, real digits. */
  private static CrashSweep mixed() {
    return new CrashSweep(
        "mixed",
        """
        name: mixed
        recipe: small
        images: mnist
        tasks: [4, 64]
        hidden: [16]
        mlp: {maxSamples: 80000, epochs: 4}
        transformer: {steps: 1500, evaluateEvery: 100 steps}
        evaluate: {maxSamples: 10000}
        checkpoint: {every: 20 steps}
        workers: 2
        """,
        false,
        INTERVAL,
        List.of(
            new CrashSweep.Stage(
                List.of(),
                Map.ofEntries(
                    entry(Phase.FIRST_START, 1),
                    entry(Phase.START_UP, 4),
                    entry(Phase.PLAN, 2),
                    entry(Phase.GENERATE, 5),
                    entry(Phase.TRAIN, 14),
                    entry(Phase.REPORT, 3),
                    entry(Phase.CLOSING, 1),
                    entry(Phase.BEGUN_AGAIN, 1)))));
  }

  /** Transformers on stored sequences, whose last batch of an epoch is smaller. */
  private static CrashSweep stored() {
    return new CrashSweep(
        "stored",
        """
        name: stored
        recipe: small
        images: glyphs
        models: [transformer]
        tasks: [16, 250]
        hidden: [16]
        transformer: {steps: 1000, sequencesPerTask: 15, evaluateEvery: 1 epochs, dropout: 0.1}
        checkpoint: {every: 20 steps}
        workers: 2
        """,
        false,
        INTERVAL,
        List.of(
            new CrashSweep.Stage(
                List.of(),
                Map.ofEntries(
                    entry(Phase.FIRST_START, 1),
                    entry(Phase.START_UP, 2),
                    entry(Phase.PLAN, 1),
                    entry(Phase.GENERATE, 4),
                    entry(Phase.TRAIN, 12),
                    entry(Phase.REPORT, 2)))));
  }

  /** Values and evaluation sets are added when it is done. */
  private static CrashSweep grown() {
    return new CrashSweep(
        "grown",
        """
        name: grown
        recipe: small
        images: glyphs
        tasks: [4]
        hidden: [8]
        mlp: {maxSamples: 20000, epochs: 2}
        transformer: {steps: 400, evaluateEvery: 50 steps}
        evaluate: {maxSamples: 10000}
        checkpoint: {every: 20 steps}
        workers: 2
        """,
        false,
        INTERVAL,
        List.of(
            new CrashSweep.Stage(
                List.of(),
                Map.ofEntries(
                    entry(Phase.FIRST_START, 1), entry(Phase.TRAIN, 4), entry(Phase.REPORT, 1))),
            new CrashSweep.Stage(
                List.of("tasks=4,32", "seeds=0,1"),
                Map.ofEntries(
                    entry(Phase.START_UP, 2),
                    entry(Phase.PLAN, 1),
                    entry(Phase.GENERATE, 2),
                    entry(Phase.TRAIN, 6))),
            new CrashSweep.Stage(
                List.of(
                    "tasks=4,32",
                    "seeds=0,1",
                    "evaluate.images=mnist",
                    "evaluate.unseenTasks=2048",
                    "evaluate.maxSamples=10000"),
                Map.ofEntries(
                    entry(Phase.START_UP, 1),
                    entry(Phase.EVALUATE, 6),
                    entry(Phase.REPORT, 2),
                    entry(Phase.CLOSING, 1),
                    entry(Phase.BEGUN_AGAIN, 2)))));
  }

  /** Cells that are trained on the same batches, more of them than there are workers. */
  private static CrashSweep shared() {
    return new CrashSweep(
        "shared",
        """
        name: shared
        recipe: small
        images: {set: glyphs, size: 20}
        models: [transformer]
        tasks: 2^24
        hidden: [4, 8, 12, 16]
        transformer: {steps: 600, evaluateEvery: 100 steps, batch: 8, length: 10, layers: 1}
        evaluate: {seenTasks: 8, unseenTasks: 8}
        checkpoint: {every: 20 steps}
        workers: 2
        """,
        false,
        INTERVAL,
        List.of(
            new CrashSweep.Stage(
                List.of(),
                Map.ofEntries(
                    entry(Phase.START_UP, 1), entry(Phase.TRAIN, 6), entry(Phase.REPORT, 1)))));
  }

  /** Checkpoints by the clock. */
  private static CrashSweep timed() {
    return new CrashSweep(
        "timed",
        """
        name: timed
        recipe: small
        images: mnist
        models: [transformer]
        tasks: [64]
        hidden: [32]
        seeds: [0, 1]
        transformer: {steps: 1000, evaluateEvery: 100 steps}
        checkpoint: {every: 1s}
        workers: 2
        """,
        false,
        0,
        List.of(
            new CrashSweep.Stage(
                List.of(),
                Map.ofEntries(
                    entry(Phase.START_UP, 2),
                    entry(Phase.PLAN, 1),
                    entry(Phase.TRAIN, 10),
                    entry(Phase.REPORT, 1)))));
  }
}
