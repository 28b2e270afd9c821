package org.gpicl.home.settings;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a server listens, and under which names it answers.
 *
 * @param port 0 for any free port
 * @param hosts names in addition to localhost and addresses; {@code *.lab.example} is every name
 *     below lab.example
 */
@ConfigurationProperties("gpicl.serve")
public record ServeSettings(
    @Takes(Kind.PORT) @DefaultValue("8484") int port,
    @Takes(Kind.ADDRESS) @DefaultValue("127.0.0.1") String address,
    @Takes(Kind.HOST_NAMES) @DefaultValue List<String> hosts) {}
