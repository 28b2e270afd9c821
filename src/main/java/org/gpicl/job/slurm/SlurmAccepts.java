package org.gpicl.job.slurm;

import java.util.Optional;
import org.gpicl.job.admission.AdmissionCheck;
import org.gpicl.job.run.RunResult;
import org.gpicl.sweep.Sweep;

/** Refuses a run whose workers Slurm would not start. */
final class SlurmAccepts implements AdmissionCheck {
  private final SlurmQueue queue;
  private final String script;

  SlurmAccepts(SlurmQueue queue, String script) {
    this.queue = queue;
    this.script = script;
  }

  @Override
  public Optional<RunResult> reasonNotToRun(Sweep sweep) {
    return queue
        .refusal(script)
        .map(
            reason ->
                new RunResult.Refused(
                    "sweep %s is to run on Slurm, but %s".formatted(sweep.name(), reason)));
  }
}
