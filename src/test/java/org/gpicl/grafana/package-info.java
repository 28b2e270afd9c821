/** Holds dashboards and alerts to the metrics that there are, with a real Prometheus. */
package org.gpicl.grafana;
