package org.gpicl.web.control;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** {@link HomeControl} over the database of a home that this process owns. */
@Configuration(proxyBeanMethods = false)
@Import({
  HomeOperations.class,
  CurrentRun.class,
  SweepResults.class,
  StatusAnswer.class,
  ReportAnswer.class,
  ComparisonAnswer.class,
  RmAnswer.class,
  GcAnswer.class
})
public class ControlConfiguration {}
