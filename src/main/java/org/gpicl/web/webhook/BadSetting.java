package org.gpicl.web.webhook;

/** A server is configured in a way that cannot be; the message names the setting. */
public final class BadSetting extends RuntimeException {
  BadSetting(String key, String wrong) {
    super("%s: %s".formatted(key, wrong));
  }
}
