package org.gpicl.web;

import org.gpicl.home.Home;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.schedule.Schedules;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.web.access.AccessConfiguration;
import org.gpicl.web.control.SweepOrders;
import org.gpicl.web.live.EventsController;
import org.gpicl.web.live.LiveEvents;
import org.gpicl.web.view.SweepFiles;
import org.gpicl.web.view.SweepQueries;
import org.gpicl.web.webhook.WebhookConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The page, REST and events of a server. */
@Configuration(proxyBeanMethods = false)
@Import({
  SweepsController.class,
  FilesController.class,
  SchedulesController.class,
  ServerController.class,
  WorkersController.class,
  ApiDescription.class,
  EventsController.class,
  ProblemResponses.class,
  FailuresController.class,
  AccessConfiguration.class,
  WebhookConfiguration.class,
  ServerHealth.class
})
public class WebConfiguration {

  @Bean
  SweepQueries sweepBook(
      SweepTable sweeps,
      RunTable runs,
      CellRecords records,
      SweepQueue queue,
      Schedules schedules) {
    return new SweepQueries(sweeps, runs, records, queue, schedules);
  }

  @Bean
  SweepFiles sweepFiles(Home home, SweepTable sweeps) {
    return new SweepFiles(home, sweeps);
  }

  @Bean
  SweepOrders sweepOrders(SweepTable sweeps, SweepQueue queue) {
    return new SweepOrders(sweeps, queue);
  }

  @Bean
  LiveEvents liveEvents(SweepQueries sweeps, SweepQueue queue, JsonMapper json) {
    return new LiveEvents(sweeps, queue, json);
  }
}
