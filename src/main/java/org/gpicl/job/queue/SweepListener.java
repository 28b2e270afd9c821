package org.gpicl.job.queue;

import java.util.function.Consumer;

/** Is called on what happens to the orders of a server; must return quickly. */
@FunctionalInterface
public interface SweepListener extends Consumer<SweepEvent> {}
