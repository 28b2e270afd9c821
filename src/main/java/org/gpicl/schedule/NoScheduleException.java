package org.gpicl.schedule;

/** Thrown if a sweep has no schedule. */
public final class NoScheduleException extends ScheduleException {
  NoScheduleException(String sweep) {
    super(
        "sweep %s is not scheduled; `gpicl schedule list` shows the sweeps that are"
            .formatted(sweep));
  }
}
