package org.gpicl.job.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a worker is started.
 *
 * @param engine what trains, whatever the sweeps say; empty to do as they say
 * @param places how many cells are trained at a time on the processor
 * @param idle it ends when it has had nothing to do for so long
 * @param until it ends at this moment, with checkpoints
 * @param cells it ends when it has taken so many
 */
public record WorkerOptions(
    Optional<String> engine,
    int places,
    Optional<Duration> idle,
    Optional<Instant> until,
    OptionalInt cells) {}
