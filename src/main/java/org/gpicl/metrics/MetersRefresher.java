package org.gpicl.metrics;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Updates the meters from the readings. */
public final class MetersRefresher {
  private static final Logger LOG = LoggerFactory.getLogger(MetersRefresher.class);

  private final SweepMeters meters;
  private final Supplier<Readings> readings;
  private boolean logged;

  /**
   * @param readings may fail, and is asked again at the next refresh
   */
  public MetersRefresher(SweepMeters meters, Supplier<Readings> readings) {
    this.meters = meters;
    this.readings = readings;
  }

  public void refresh() {
    try {
      meters.show(readings.get());
      logged = false;
    } catch (RuntimeException | Error e) {
      // Once for as long as it lasts: the next refresh comes in seconds.
      if (!logged) {
        LOG.warn("The metrics could not be refreshed; they are tried again", e);
        logged = true;
      }
    }
  }
}
