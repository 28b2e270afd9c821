package org.gpicl.home.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How workers are started through Slurm; what a sweep asks of it is in its file. These are settings
 * of their own because they run on the cluster's nodes, and a sweep file must not run code.
 *
 * @param program starts gpicl on a node; empty for the launcher that this program came with
 * @param setup lines of the shell that run before it
 * @param options further ones of {@code sbatch}, which win over the program's own
 * @param idle a worker ends after so long without anything to train
 */
@ConfigurationProperties("gpicl.slurm")
public record SlurmSettings(
    @DefaultValue("") String program,
    @DefaultValue("") String setup,
    @DefaultValue("") String options,
    @Takes(Kind.TIME) @DefaultValue("10m") Duration idle) {}
