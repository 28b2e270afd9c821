package org.gpicl.store.checkpoint;

/**
 * One point of a training curve, at a scheduled evaluation.
 *
 * @param step steps done
 * @param loss mean training loss since the point before, in nats
 * @param trainAccuracy accuracy in training mode since the point before
 * @param seenAccuracy accuracy on seen tasks and held-out images
 * @param learningRate at this step
 */
public record CurvePoint(
    long step, double loss, double trainAccuracy, double seenAccuracy, double learningRate) {}
