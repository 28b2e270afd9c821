package org.gpicl.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gpicl.job.estimate.Experience;
import org.gpicl.job.estimate.MeasuredCost;
import org.gpicl.job.estimate.SweepTime;
import org.gpicl.sweep.ModelKind;

/** What an estimated time is drawn from, and why it is not surer, in sentences. */
record TimeRemarks(MeasuredCost cost, SweepTime time, Experience experience, PastTimes past) {

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    time.others()
        .ifPresent(
            others ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "Other processes take a part of the %d cores (they would use %.1f now); the"
                            + " longer time is for as long as they do.",
                        others.cores(),
                        others.wanted())));
    if (cost.measuredModels() < cost.models()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Steps of %d models were measured; those of %,d others are estimated from these by"
                  + " their operations.",
              cost.measuredModels(),
              cost.models() - cost.measuredModels()));
    }
    experience.corrections().forEach((kind, correction) -> lines.add(remark(kind, correction)));
    if (past.unread()) {
      lines.add(
          "What cells of this home took is not used: its database is open in another process, or"
              + " cannot be read.");
    }
    return lines;
  }

  private static String remark(ModelKind kind, Experience.Correction correction) {
    return String.format(
        Locale.ROOT,
        correction.disturbed()
            ? "%s: %d cells that this home has trained took %.1f times as long, as if other"
                + " processes had been busy; the estimate leaves them out."
            : "%s: corrected by %d cells that this home has trained, which took %.2f times as long"
                + " as estimated.",
        kind.title(),
        correction.cells(),
        correction.middle());
  }
}
