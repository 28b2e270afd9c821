package org.gpicl.job.admission;

import java.util.Optional;
import org.gpicl.job.run.RunResult;
import org.gpicl.sweep.Place;
import org.gpicl.sweep.Sweep;

/** Refuses to hand a sweep out to workers through a database that only this process can open. */
public final class WorkersReachable implements AdmissionCheck {
  private final boolean sharedDatabase;

  /**
   * @param sharedDatabase whether other machines reach the database
   */
  public WorkersReachable(boolean sharedDatabase) {
    this.sharedDatabase = sharedDatabase;
  }

  @Override
  public Optional<RunResult> reasonNotToRun(Sweep sweep) {
    return sharedDatabase || sweep.execution().runOn() == Place.HERE
        ? Optional.empty()
        : Optional.of(
            new RunResult.Refused(
                "sweep %s is to run on workers, but they cannot reach a database that is a file of this home: name a PostgreSQL server in SPRING_DATASOURCE_URL (docs/cluster.md), or run it with --on here"
                    .formatted(sweep.name())));
  }
}
