/** The sections of the bench: steps, sequences, shards, checkpoints, workers, whole sweeps. */
package org.gpicl.bench.section;
