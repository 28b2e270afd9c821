package org.gpicl.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.Tracer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.metrics.Readings.OfSchedule;
import org.gpicl.metrics.Readings.OfSweep;
import org.gpicl.metrics.trace.RunTrace;

/**
 * Every meter of this program: events as they happen, and gauges that show the newest {@link
 * Readings}. How many series there are follows from stored sweeps and workers, not from cells.
 */
public final class SweepMeters {
  private static final String BYTES = "bytes";

  private final MeterRegistry registry;
  private final Tracer tracer;
  private final Gauges gauges;
  private final Map<Phase, Timer> phases = new EnumMap<>(Phase.class);
  private final Map<RunEnding, Counter> runs = new EnumMap<>(RunEnding.class);
  private final Map<String, Counter> steps = new ConcurrentHashMap<>();
  private final Map<String, Map<Firing, Counter>> firings = new ConcurrentHashMap<>();
  private final Timer checkpointWrite;
  private final DistributionSummary checkpointSize;
  private final Counter generatedItems;
  private final Counter generatedBytes;
  private final Counter retries;
  private final Counter webhookFailures;

  /** Without traces. */
  public SweepMeters(MeterRegistry registry) {
    this(registry, Tracer.NOOP);
  }

  public SweepMeters(MeterRegistry registry, Tracer tracer) {
    this.registry = registry;
    this.tracer = tracer;
    for (Phase phase : Phase.values()) {
      phases.put(
          phase,
          Timer.builder("gpicl.phase.duration")
              .description("Time that runs spent in each phase")
              .tag("phase", phase.tag())
              .register(registry));
    }
    for (RunEnding ending : RunEnding.values()) {
      runs.put(
          ending, counter("gpicl.runs", "", "Runs that ended", Tags.of("outcome", ending.tag())));
    }
    checkpointWrite =
        Timer.builder("gpicl.checkpoint.write")
            .description("Storing a checkpoint")
            .register(registry);
    checkpointSize =
        DistributionSummary.builder("gpicl.checkpoint.size")
            .baseUnit(BYTES)
            .description("Size of a checkpoint")
            .register(registry);
    generatedItems =
        counter("gpicl.generate.items", "", "Generated sequences and samples", Tags.empty());
    generatedBytes =
        counter("gpicl.generate.size", BYTES, "Bytes of generated shards", Tags.empty());
    retries = counter("gpicl.cell.retries", "", "Failed cells that were tried again", Tags.empty());
    webhookFailures =
        counter("gpicl.webhook.failures", "", "Webhooks that were given up", Tags.empty());
    gauges = new Gauges(registry);
  }

  private Counter counter(String name, String unit, String description, Tags tags) {
    return Counter.builder(name)
        .baseUnit(unit.isEmpty() ? null : unit)
        .description(description)
        .tags(tags)
        .register(registry);
  }

  /** Replaces what the gauges show; what is no longer among the readings loses its series. */
  public synchronized void show(Readings readings) {
    gauges.show(readings);
    Set<String> sweeps = readings.sweeps().stream().map(OfSweep::name).collect(Collectors.toSet());
    Set<String> scheduled =
        readings.schedules().stream().map(OfSchedule::sweep).collect(Collectors.toSet());
    // From 0 on, so that the first event is a change that a query sees.
    sweeps.forEach(this::stepsOf);
    scheduled.forEach(this::firingsOf);
    forget(steps, sweeps, counter -> Stream.of(counter));
    forget(firings, scheduled, byFiring -> byFiring.values().stream());
  }

  private <C> void forget(
      Map<String, C> counters, Set<String> known, Function<C, Stream<Counter>> all) {
    counters
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !known.contains(entry.getKey());
              if (gone) {
                all.apply(entry.getValue()).forEach(registry::remove);
              }
              return gone;
            });
  }

  private Counter stepsOf(String sweep) {
    return steps.computeIfAbsent(
        sweep, name -> counter("gpicl.sweep.steps", "", "Training steps", Tags.of("sweep", name)));
  }

  private Map<Firing, Counter> firingsOf(String sweep) {
    return firings.computeIfAbsent(
        sweep,
        name ->
            Stream.of(Firing.values())
                .collect(
                    Collectors.toMap(
                        firing -> firing,
                        firing ->
                            counter(
                                "gpicl.schedule.firings",
                                "",
                                "Times that a schedule named",
                                Tags.of("sweep", name, "outcome", firing.tag())))));
  }

  /**
   * Begins the trace of a run, or of a worker's part in one.
   *
   * @param name of its first span
   */
  public RunTrace traced(String name, String sweep) {
    return RunTrace.of(tracer, name, sweep);
  }

  /** A training step was made. */
  public void stepMade(String sweep) {
    stepsOf(sweep).increment();
  }

  public void checkpointWritten(long nanos, long bytes) {
    checkpointWrite.record(nanos, TimeUnit.NANOSECONDS);
    checkpointSize.record(bytes);
  }

  /** A part of a set was generated and is on the disk. */
  public void generated(long items, long bytes) {
    generatedItems.increment(items);
    generatedBytes.increment(bytes);
  }

  public void phaseEnded(Phase phase, long nanos) {
    phases.get(phase).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A failed cell is tried again. */
  public void cellRetried() {
    retries.increment();
  }

  public void runEnded(RunEnding ending) {
    runs.get(ending).increment();
  }

  public void fired(String sweep, Firing firing) {
    firingsOf(sweep).get(firing).increment();
  }

  /** A webhook could not be delivered, however often it was tried. */
  public void webhookGivenUp() {
    webhookFailures.increment();
  }
}
