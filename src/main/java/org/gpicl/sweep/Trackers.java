package org.gpicl.sweep;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a sweep asks to be shown while it runs.
 *
 * @param mlflow the address of an MLflow server; empty for the one that is configured, if any
 * @param experiment of MLflow; empty for the one that is configured
 * @param tensorboard the folder for event files of TensorBoard; empty for none
 */
public record Trackers(
    Optional<String> mlflow, Optional<String> experiment, Optional<Path> tensorboard) {
  /** What a file asks for that says nothing about it. */
  public static final Trackers CONFIGURED =
      new Trackers(Optional.empty(), Optional.empty(), Optional.empty());
}
