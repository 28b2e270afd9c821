package org.gpicl.job.step;

import java.util.List;

/** Finished cells lack an evaluation and the parameters to make it with. */
final class LostParametersException extends Exception {
  LostParametersException(String sweep, List<String> cells) {
    super(
        "Evaluations of %s were left out: the database lacks their final parameters, or these are damaged. All else is done. With parameters/KEY.npz of an earlier `gpicl report %s --export` in the sweep's folder, `gpicl report %s --rebuild` takes them back."
            .formatted(String.join(", ", cells), sweep, sweep));
  }
}
