package org.gpicl.job.run;

import java.util.function.Consumer;
import org.gpicl.engine.Engine;
import org.gpicl.tasks.images.ImageLibrary;

/**
 * What a run is given beside its sweep.
 *
 * @param engine what trains
 * @param images where images come from
 * @param restartChanged whether cells may be replaced that a changed file defines differently
 * @param retryFailed whether failed and quarantined cells are tried again
 * @param started called as soon as the run's job begins
 * @param notices receives what the user should know at once
 */
public record RunRequest(
    Engine engine,
    ImageLibrary images,
    boolean restartChanged,
    boolean retryFailed,
    Runnable started,
    Consumer<String> notices) {}
