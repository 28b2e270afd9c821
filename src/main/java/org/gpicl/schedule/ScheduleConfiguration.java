package org.gpicl.schedule;

import org.gpicl.store.OrderTable;
import org.gpicl.store.ScheduleTable;
import org.quartz.Scheduler;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Configures schedules on the database of a home. Nothing fires until the scheduler is started, so
 * a command can show and change schedules without a server.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(QuartzAutoConfiguration.class)
public class ScheduleConfiguration {

  @Bean
  Schedules schedules(
      Scheduler scheduler,
      ScheduleTable table,
      OrderTable orders,
      PlatformTransactionManager transactions,
      ApplicationEventPublisher events) {
    return new Schedules(
        scheduler, table, orders, new TransactionTemplate(transactions), events::publishEvent);
  }
}
