package org.gpicl.job.queue;

import java.util.function.Consumer;

/** Wants to be told what happens to the orders of a server; must not take long. */
@FunctionalInterface
public interface SweepListener extends Consumer<SweepEvent> {}
