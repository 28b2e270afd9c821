package org.gpicl.cli.terminal;

import org.gpicl.store.database.H2File;
import org.gpicl.store.database.Migrations;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * Those who only look must not migrate a server's database from under the manager that uses it. A
 * file is theirs as long as they look.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseAsItIs {

  @Bean
  @Primary
  FlywayMigrationStrategy asItIs(DataSourceProperties source, Migrations ofFiles) {
    return H2File.isUrl(source.getUrl()) ? ofFiles : Migrations::refuseOthers;
  }
}
