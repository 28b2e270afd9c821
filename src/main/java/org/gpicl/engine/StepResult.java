package org.gpicl.engine;

/**
 * What a training step saw, in training mode (with dropout), before its update.
 *
 * @param loss mean cross-entropy over all predictions of the batch, in nats
 * @param correct predictions that were right
 * @param predictions how many there were: size * length
 */
public record StepResult(double loss, int correct, int predictions) {}
