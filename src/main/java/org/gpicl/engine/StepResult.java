package org.gpicl.engine;

/**
 * The result of a training step in training mode (with dropout), before the update.
 *
 * @param loss the mean cross-entropy over all predictions of the batch, in nats
 * @param correct how many predictions were right
 * @param predictions how many predictions there were: size * length
 */
public record StepResult(double loss, int correct, int predictions) {}
