package org.gpicl.job.slurm;

import java.util.HashMap;
import java.util.Map;
import org.gpicl.home.Home;
import org.gpicl.home.settings.SlurmSettings;
import org.gpicl.job.admission.AdmissionCheck;
import org.gpicl.job.batch.Partitions;
import org.gpicl.job.run.RunContext;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/** Lets a run have its workers started by Slurm. */
public final class Slurm {
  private final SlurmCommands commands;
  private final SlurmSettings settings;
  private final DataSourceProperties source;
  private final SweepTable sweeps;
  private final Home home;

  Slurm(
      SlurmCommands commands,
      SlurmSettings settings,
      DataSourceProperties source,
      SweepTable sweeps,
      Home home) {
    this.commands = commands;
    this.settings = settings;
    this.source = source;
    this.sweeps = sweeps;
    this.home = home;
  }

  /** Whether Slurm would start workers, found out before anything is begun. */
  public AdmissionCheck check(Sweep sweep, ImageLibrary images) {
    return new SlurmAccepts(queue(sweep), script(images));
  }

  /**
   * The handler of a training step.
   *
   * @param partitions what is to be trained; without any, no worker is started
   * @param workers hands trainings out to workers, wherever they are
   */
  public PartitionHandler handler(
      RunContext run, ImageLibrary images, Partitions<?> partitions, PartitionHandler workers) {
    Sweep sweep = run.sweep();
    String comment =
        "gpicl %s %s".formatted(sweep.name(), sweeps.createdAt(sweep.name()).orElseThrow());
    return new OnSlurm(partitions, workers, queue(sweep), run, script(images), comment);
  }

  private SlurmQueue queue(Sweep sweep) {
    return new SlurmQueue(
        commands, settings, database(), sweep.name(), sweep.execution().slurm(), home.logs());
  }

  private String script(ImageLibrary images) {
    return BatchScript.of(settings, images.folder());
  }

  /** Command lines and scripts can be read by others, the environment of a job cannot. */
  private Map<String, String> database() {
    Map<String, String> variables = new HashMap<>();
    variables.put("SPRING_DATASOURCE_URL", source.determineUrl());
    if (source.getUsername() != null) {
      variables.put("SPRING_DATASOURCE_USERNAME", source.getUsername());
    }
    if (source.getPassword() != null) {
      variables.put("SPRING_DATASOURCE_PASSWORD", source.getPassword());
    }
    return variables;
  }
}
