package org.gpicl.job.cluster;

import org.gpicl.store.ClaimTable;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.WorkerTable;

/**
 * What managers and workers share, and all that they know of each other.
 *
 * @param queue what is handed out
 * @param claims who took what
 * @param workers who works
 * @param leases who lives
 */
public record ClusterTables(
    TrainingQueue queue, ClaimTable claims, WorkerTable workers, LeaseTable leases) {}
