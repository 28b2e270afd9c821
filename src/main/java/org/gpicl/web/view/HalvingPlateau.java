package org.gpicl.web.view;

import org.gpicl.sweep.Halving;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;

/**
 * The cells of a sweep with halving whose loss was still that of guessing at the last rung that
 * they have reached.
 *
 * @param kept how many of them continue, or have continued
 * @param dropped how many do not
 */
record HalvingPlateau(int kept, int dropped) {

  /** Null for a sweep without halving. */
  static HalvingPlateau of(Sweep sweep, Search.Evidence evidence) {
    if (!(sweep.search() instanceof Halving halving)) {
      return null;
    }
    Halving.Plateau plateau = halving.plateau(sweep.cells(), evidence);
    return new HalvingPlateau(plateau.kept(), plateau.dropped());
  }
}
