package org.gpicl.sweep;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which cells of a sweep are trained, and how far. It is decided from results alone, so that
 * neither kills nor workers nor machines make a difference: each time something is known that was
 * not, the same question is asked again.
 */
public sealed interface Search permits Search.Everything, Boundary, Halving {

  /** What is to be trained, as far as the results tell. */
  Choice choose(List<Cell> cells, Evidence evidence);

  /** What is likely to follow when that is done, for estimates. */
  List<Training> likely(List<Cell> cells, Evidence evidence);

  /** How many cells are trained to their ends at most. */
  int most(List<Cell> cells);

  /**
   * A training that a search asks for.
   *
   * @param steps it is trained until it has made so many
   */
  record Training(Cell cell, long steps) {
    /** To the cell's end. */
    public static Training whole(Cell cell) {
      return new Training(cell, cell.spec().steps());
    }

    public boolean isWhole() {
      return steps == cell.spec().steps();
    }
  }

  /**
   * What a search asks for.
   *
   * @param trainings at most one of each cell, those that are done among them
   * @param spared the cells that are not trained, or not any further
   */
  record Choice(List<Training> trainings, Set<Cell> spared) {}

  /** What is known of cells. */
  interface Evidence {
    /** The accuracy of a finished cell in an evaluation. */
    Optional<Double> accuracy(Cell cell, String evaluation);

    /** What a training measured of itself at a step that it has stored, or passed. */
    Optional<Measured> at(Cell cell, long step);

    /** Whether it failed and is not tried again. */
    boolean failed(Cell cell);

    /** Nothing. */
    static Evidence none() {
      return new Evidence() {
        @Override
        public Optional<Double> accuracy(Cell cell, String evaluation) {
          return Optional.empty();
        }

        @Override
        public Optional<Measured> at(Cell cell, long step) {
          return Optional.empty();
        }

        @Override
        public boolean failed(Cell cell) {
          return false;
        }
      };
    }
  }

  /**
   * A point of a training curve.
   *
   * @param loss mean training loss since the point before, in nats
   * @param seen accuracy on seen tasks
   */
  record Measured(double loss, double seen) {}

  /** Every cell to its end. */
  record Everything() implements Search {
    @Override
    public Choice choose(List<Cell> cells, Evidence evidence) {
      return new Choice(cells.stream().map(Training::whole).toList(), Set.of());
    }

    @Override
    public List<Training> likely(List<Cell> cells, Evidence evidence) {
      return List.of();
    }

    @Override
    public int most(List<Cell> cells) {
      return cells.size();
    }
  }
}
