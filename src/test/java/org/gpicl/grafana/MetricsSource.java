package org.gpicl.grafana;

import java.net.URI;

/** What Prometheus is to scrape. */
interface MetricsSource extends AutoCloseable {
  /** Where its metrics are, on this machine. */
  URI metrics();
}
