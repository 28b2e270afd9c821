package org.gpicl.cli.process;

import java.util.HashMap;
import java.util.Map;
import org.gpicl.home.Home;

/** What a server does unless it is configured otherwise. */
final class ServerSettings {
  private ServerSettings() {}

  static Map<String, Object> defaults(Home home) {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put("gpicl.serve.port", 8484);
    defaults.put("gpicl.serve.address", "127.0.0.1");
    defaults.put("server.port", "${gpicl.serve.port}");
    defaults.put("server.address", "${gpicl.serve.address}");
    // What runs has a checkpoint by then; a page that listens need not be waited for.
    defaults.put("server.shutdown", "immediate");
    defaults.put("server.tomcat.threads.max", 32);
    defaults.put("server.tomcat.max-http-form-post-size", "1MB");
    defaults.put("server.error.include-stacktrace", "never");
    defaults.put("spring.mvc.problemdetails.enabled", true);
    // Pages that were opened before a newer program came must not mix its files with their own.
    defaults.put("spring.web.resources.cache.cachecontrol.no-cache", true);
    defaults.put("management.endpoints.web.exposure.include", "health,prometheus");
    defaults.put("management.endpoint.health.show-details", "always");
    defaults.put("management.endpoint.health.show-components", "always");
    defaults.put("management.health.diskspace.path", home.root().toString());
    defaults.put("gpicl.metrics.every", "2s");
    defaults.put("gpicl.webhook.url", "");
    defaults.put("gpicl.webhook.events", "finished,failed,missed");
    defaults.put("gpicl.webhook.tries", 5);
    defaults.put("springdoc.api-docs.path", "/api/openapi");
    defaults.put("springdoc.paths-to-match", "/api/**");
    defaults.put("spring.mvc.async.request-timeout", "-1");
    return defaults;
  }
}
