package org.gpicl.home.settings;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is notified of what happens to runs.
 *
 * @param url empty if there is no one to notify
 * @param events the kinds of event that are sent
 * @param tries how many times a message is tried before it is given up
 */
@ConfigurationProperties("gpicl.webhook")
public record WebhookSettings(
    @Takes(Kind.WEB_ADDRESS) @DefaultValue("") String url,
    @Takes(Kind.RUN_EVENTS) @DefaultValue({"finished", "failed", "missed"}) List<String> events,
    @Takes(Kind.TRIES) @DefaultValue("5") int tries) {}
