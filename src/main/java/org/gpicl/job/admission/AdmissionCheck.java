package org.gpicl.job.admission;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gpicl.job.run.RunResult;
import org.gpicl.sweep.Sweep;

/** One check that a sweep has to pass before it runs. The caller holds the sweep's lease. */
public interface AdmissionCheck {

  /** What the run ends with before it has begun; empty if nothing speaks against it. */
  Optional<RunResult> reasonNotToRun(Sweep sweep) throws IOException;

  /** The first reason of several checks, which are made one after the other until one has one. */
  static Optional<RunResult> firstReason(List<AdmissionCheck> checks, Sweep sweep)
      throws IOException {
    for (AdmissionCheck check : checks) {
      Optional<RunResult> reason = check.reasonNotToRun(sweep);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }
}
