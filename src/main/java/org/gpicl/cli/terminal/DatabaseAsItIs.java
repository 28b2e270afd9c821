package org.gpicl.cli.terminal;

import org.gpicl.store.database.Migrations;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Those who only look must not migrate a database from under the manager that uses it. */
@Configuration(proxyBeanMethods = false)
class DatabaseAsItIs {

  @Bean
  @Primary
  FlywayMigrationStrategy asItIs() {
    return Migrations::refuseOthers;
  }
}
