package org.gpicl.cli.serve;

import org.gpicl.job.SweepConfiguration;
import org.gpicl.schedule.ScheduleConfiguration;
import org.gpicl.web.WebConfiguration;
import org.gpicl.web.control.ControlConfiguration;
import org.gpicl.web.control.OrderAnswer;
import org.gpicl.web.remote.RemoteConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The Spring context of a server: a home's, with schedules, page, REST and metrics. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({
  SweepConfiguration.class,
  ScheduleConfiguration.class,
  ServerConfiguration.class,
  ServerMetrics.class,
  WebConfiguration.class,
  ControlConfiguration.class,
  OrderAnswer.class,
  RemoteConfiguration.class,
  Serving.class
})
public class ServerApplication {}
