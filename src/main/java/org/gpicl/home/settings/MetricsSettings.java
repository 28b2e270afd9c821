package org.gpicl.home.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param every how often the metrics are refreshed
 */
@ConfigurationProperties("gpicl.metrics")
public record MetricsSettings(@Takes(Kind.TIME) @DefaultValue("2s") Duration every) {}
