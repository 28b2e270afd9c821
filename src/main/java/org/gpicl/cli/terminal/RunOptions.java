package org.gpicl.cli.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.sweep.type.TextTypes;
import org.gpicl.web.control.SweepOrders;
import picocli.CommandLine.Option;

/** Options of commands that run a sweep. */
public final class RunOptions {
  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "What trains: vector, nd4j, libtorch or auto (default: that of the file).")
  private String engine;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Cells trained at a time (default: one per core).")
  private Integer workers;

  @Option(
      names = "--on",
      paramLabel = "PLACE",
      description =
          "Who trains: here (this process), workers (those of `gpicl worker`, on any machines) or slurm (workers that Slurm starts).")
  private String runOn;

  @Option(
      names = "--mlflow",
      paramLabel = "URI",
      description = "Shows the sweep on this MLflow server, such as http://HOST:5000.")
  private String mlflow;

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description = "Writes event files of TensorBoard there while it trains, one folder per cell.")
  private Path tensorboard;

  @Option(
      names = "--restart-changed",
      description = "Retrains cells that the changed file defines differently.")
  private boolean restartChanged;

  @Option(
      names = "--failed",
      description =
          "Also retries cells that would fail again by themselves, or in which the JVM crashed.")
  private boolean failed;

  @Option(
      names = "--detach",
      description = "If a server runs the sweep: does not wait for its end.")
  private boolean detach;

  public boolean detach() {
    return detach;
  }

  /** As a server receives them. */
  public List<String> flags() {
    List<String> flags = new ArrayList<>();
    if (restartChanged) {
      flags.add(SweepOrders.RESTART_CHANGED);
    }
    if (failed) {
      flags.add(SweepOrders.FAILED);
    }
    return flags;
  }

  boolean retryFailed() {
    return failed;
  }

  boolean restartChanged() {
    return restartChanged;
  }

  /** As overrides of the sweep file. */
  public List<String> overrides() {
    List<String> overrides = new ArrayList<>();
    if (engine != null) {
      overrides.add("engine=" + engine);
    }
    if (workers != null) {
      overrides.add("workers=" + workers);
    }
    if (runOn != null) {
      overrides.add("runOn=" + runOn);
    }
    if (mlflow != null) {
      overrides.add("tracking.mlflow=" + TextTypes.quoted(mlflow));
    }
    if (tensorboard != null) {
      overrides.add("tracking.tensorboard=" + TextTypes.quoted(OutputFile.absolute(tensorboard)));
    }
    return overrides;
  }
}
