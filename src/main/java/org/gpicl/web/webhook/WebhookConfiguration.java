package org.gpicl.web.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.gpicl.job.queue.SweepListener;
import org.gpicl.metrics.SweepMeters;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The webhook, where one is configured. */
@Configuration(proxyBeanMethods = false)
public class WebhookConfiguration {
  private static final Set<String> KINDS =
      Set.of("finished", "failed", "missed", "skipped", "stopped");
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  @Bean
  SweepListener webhook(
      @Value("${gpicl.webhook.url}") String url,
      @Value("${gpicl.webhook.events}") List<String> events,
      @Value("${gpicl.webhook.tries}") int tries,
      SweepMeters meters) {
    if (url.isBlank()) {
      return event -> {};
    }
    URI target;
    try {
      target = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new BadSetting("gpicl.webhook.url", "is no address: " + e.getMessage());
    }
    if (!Set.of("http", "https").contains(String.valueOf(target.getScheme()))) {
      throw new BadSetting("gpicl.webhook.url", "must begin with http:// or https://");
    }
    events.stream()
        .filter(event -> !KINDS.contains(event))
        .findFirst()
        .ifPresent(
            event -> {
              throw new BadSetting(
                  "gpicl.webhook.events",
                  "%s is none of %s"
                      .formatted(event, String.join(", ", KINDS.stream().sorted().toList())));
            });
    if (tries < 1) {
      throw new BadSetting("gpicl.webhook.tries", "must be at least 1");
    }
    return new Webhook(target, Set.copyOf(events), tries, FIRST_PAUSE, meters::webhookGivenUp);
  }
}
