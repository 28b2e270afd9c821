package org.gpicl.home.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the program treats its database; {@code spring.datasource} says where that is.
 *
 * @param patience how long to wait for a PostgreSQL server that is gone
 */
@ConfigurationProperties("gpicl.database")
public record DatabaseSettings(@Takes(Kind.TIME) @DefaultValue("2m") Duration patience) {}
