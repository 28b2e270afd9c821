package org.gpicl.web.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.gpicl.home.settings.WebhookSettings;
import org.gpicl.metrics.SweepMeters;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The webhook, where one is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
public class WebhookConfiguration {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  /** Null, which listens to nothing, where no address is configured. */
  @Bean
  Webhook webhook(WebhookSettings settings, SweepMeters meters) {
    if (settings.url().isBlank()) {
      return null;
    }
    return new Webhook(
        URI.create(settings.url()),
        Set.copyOf(settings.events()),
        settings.tries(),
        FIRST_PAUSE,
        meters::webhookGivenUp);
  }
}
