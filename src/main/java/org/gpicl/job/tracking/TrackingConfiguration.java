package org.gpicl.job.tracking;

import org.gpicl.home.Home;
import org.gpicl.home.settings.MlflowSettings;
import org.gpicl.store.cell.CellRecords;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tracker, where one is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MlflowSettings.class)
public class TrackingConfiguration {
  @Bean
  Tracking tracking(MlflowSettings settings, CellRecords records, Home home) {
    return new Tracking(settings, records, home, System.getenv());
  }
}
