package org.gpicl.job.slurm;

import org.gpicl.home.Home;
import org.gpicl.home.settings.SlurmSettings;
import org.gpicl.store.SweepTable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What a run on Slurm needs; others make none of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SlurmSettings.class)
@Lazy
public class SlurmConfiguration {
  @Bean
  Slurm slurm(SlurmSettings settings, DataSourceProperties source, SweepTable sweeps, Home home) {
    return new Slurm(SlurmCommands.ofThisMachine(), settings, source, sweeps, home);
  }
}
