package org.gpicl.store.checkpoint;

import org.gpicl.engine.TrainingState;

/**
 * A stored training state.
 *
 * @param state parameters, moments and step
 * @param progress what the training had measured by then
 */
public record Checkpoint(TrainingState state, TrainingProgress progress) {}
