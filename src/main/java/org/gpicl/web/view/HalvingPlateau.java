package org.gpicl.web.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.gpicl.sweep.Halving;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;

@Schema(
    description =
        "The cells of a sweep with halving whose loss was still that of guessing at the last rung"
            + " that they have reached.")
record HalvingPlateau(
    @Schema(description = "How many of them continue, or have continued.") int kept,
    @Schema(description = "How many do not.") int dropped) {

  /** Null for a sweep without halving. */
  static HalvingPlateau of(Sweep sweep, Search.Evidence evidence) {
    if (!(sweep.search() instanceof Halving halving)) {
      return null;
    }
    Halving.Plateau plateau = halving.plateau(sweep.cells(), evidence);
    return new HalvingPlateau(plateau.kept(), plateau.dropped());
  }
}
