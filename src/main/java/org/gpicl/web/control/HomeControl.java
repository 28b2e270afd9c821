package org.gpicl.web.control;

import java.io.IOException;
import java.util.List;
import org.gpicl.job.upkeep.HomeBounds;
import org.gpicl.report.export.ExampleChoice;
import org.gpicl.report.export.ModelChoice;
import org.gpicl.report.grid.BestChoice;
import org.gpicl.report.grid.EmittedFile;
import org.gpicl.report.grid.FigureChoice;
import org.gpicl.report.medium.PaperStyle;

/**
 * What may be asked of a home: of the process that owns it or, if there is none, of its files.
 *
 * <p>Each method has a name of its own, by which another process calls it. All throw an {@link
 * IOException} if the owner does not answer.
 */
public interface HomeControl {

  /** The state of a sweep, or of every sweep if the name is empty. */
  Answer status(String sweep) throws IOException;

  /** Asks a running sweep to stop; returns at once. */
  Answer stop(String sweep) throws IOException;

  /** Asks one cell of a running sweep to stop, while the others continue; returns at once. */
  Answer stopCell(String sweep, String cell) throws IOException;

  /** Rewrites a sweep's CSV files and figures; with {@code export} its parameters too. */
  Answer report(String sweep, boolean export) throws IOException;

  /** Rewrites a sweep's files, and packs them into one archive. */
  Answer bundle(String sweep) throws IOException;

  /** Draws a figure of axes that were chosen. */
  Answer figure(String sweep, FigureChoice choice) throws IOException;

  /** Draws every figure of a sweep for a column of a paper. */
  Answer paper(String sweep, PaperStyle style) throws IOException;

  /** Draws a figure of axes that were chosen, for a column of a paper. */
  Answer paperFigure(String sweep, FigureChoice choice, PaperStyle style) throws IOException;

  /** Shows the best cells of a sweep; with a path, writes a sweep file of them. */
  Answer best(String sweep, BestChoice choice, EmittedFile file) throws IOException;

  /** Writes the trained models of a sweep as files that other programs load. */
  Answer export(String sweep, ModelChoice choice) throws IOException;

  /** Writes the examples of an evaluation, and what a cell makes of them. */
  Answer examples(String sweep, ExampleChoice choice) throws IOException;

  /** Sends a sweep to its trackers, as far as they do not have it. */
  Answer track(String sweep) throws IOException;

  /**
   * Writes a sweep for TensorBoard.
   *
   * @param folder absolute; what it has of the sweep is added to
   */
  Answer tensorboard(String sweep, String folder) throws IOException;

  /** Restores a sweep's results from its CSV files and manifest to the database, then reports. */
  Answer rebuild(String sweep, boolean export) throws IOException;

  /**
   * Compares two sweeps.
   *
   * @param directory for the CSV file and the figure, or empty for their place in the home
   */
  Answer compare(String first, String second, String directory) throws IOException;

  /** Draws the figure of a comparison for a paper, in the subfolder {@code paper}. */
  Answer paperComparison(String first, String second, String directory, PaperStyle style)
      throws IOException;

  /** Removes a sweep and everything that belongs to it alone. */
  Answer remove(String sweep, DeletionMode mode) throws IOException;

  /** Frees what no sweep of this home needs. */
  Answer free(HomeBounds bounds, DeletionMode mode) throws IOException;

  /** Lists schedules or changes them. */
  Answer schedule(ScheduleAction action, String sweep, String text) throws IOException;

  /**
   * Queues a sweep; only a server can.
   *
   * @param resolved its file
   * @param flags {@code restart-changed}, {@code failed}
   * @return with the number of the order as text
   */
  Answer run(String resolved, List<String> flags) throws IOException;

  /**
   * Queues a sweep as it was last run; only a server can.
   *
   * @param sweep its name; may be empty if there is just one
   * @param flags as for {@link #run}, and overrides such as {@code workers=2}
   */
  Answer resume(String sweep, List<String> flags) throws IOException;

  /** The progress of an order in one line; once it has ended, what a run would have printed. */
  Answer follow(long order) throws IOException;
}
