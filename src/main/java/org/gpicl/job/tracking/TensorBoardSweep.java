package org.gpicl.job.tracking;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;

/**
 * A sweep as event files of TensorBoard, in a folder for each cell that has begun. What they lack
 * is added; they are the only memory of what was written, so nothing is written twice after a kill.
 */
final class TensorBoardSweep implements SweepTracker {
  /** Files with names of this form are TensorBoard's; it reads those of a folder in their order. */
  private static final String NAME = "events.out.tfevents.0.gpicl-";

  private final Path folder;
  private final UnsentCells cells;
  private final BooleanSupplier outOfTime;
  private final Map<Path, EventFile.Left> left = new HashMap<>();

  /**
   * @param root the folder that TensorBoard shows
   * @param outOfTime asked between two cells
   */
  TensorBoardSweep(Path root, Sweep sweep, CellRecords records, BooleanSupplier outOfTime) {
    this.folder = root.resolve(sweep.name());
    this.cells = new UnsentCells(sweep, records);
    this.outOfTime = outOfTime;
  }

  @Override
  public void begins() {}

  @Override
  public Sent send(boolean finishedToo) {
    try {
      return cells.send(finishedToo, this::write);
    } catch (TrackerException e) {
      cells.has(Map.of(), Set.of()); // When the folder is back, it may be another one.
      throw e;
    }
  }

  private void write(TrackedCell tracked) {
    if (outOfTime.getAsBoolean()) {
      throw new CancellationException("the rest is written another time");
    }
    Cell cell = tracked.outcome().cell();
    Path own = folder.resolve(cell.key());
    Path path = own.resolve(NAME + cell.hash());
    try {
      Files.createDirectories(own);
      removeOthers(own, path);
      try (EventFile file = EventFile.open(path, left.getOrDefault(path, EventFile.Left.UNKNOWN))) {
        List<byte[]> events = events(tracked, file.newest());
        if (!events.isEmpty()) {
          file.append(events);
        }
        remember(path, tracked.status() == Status.FINISHED ? null : file.left());
      }
    } catch (IOException e) {
      throw TrackerException.away("%s cannot be written: %s".formatted(path, reason(e)), e);
    }
  }

  /** Of a cell that is in training: a finished one is not written again soon. */
  private void remember(Path path, EventFile.Left now) {
    left.compute(path, (file, before) -> now);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** A cell that the sweep file defines differently now has the same key and another curve. */
  private static void removeOthers(Path folder, Path file) throws IOException {
    try (DirectoryStream<Path> ours = Files.newDirectoryStream(folder, NAME + "*")) {
      for (Path one : ours) {
        if (!one.equals(file)) {
          Files.delete(one);
        }
      }
    }
  }

  private static List<byte[]> events(TrackedCell tracked, Map<String, Long> newest) {
    double now = EventFile.now();
    List<byte[]> events = new ArrayList<>();
    if (!newest.containsKey(Events.SETTINGS)) {
      Cell cell = tracked.outcome().cell();
      events.add(Events.settings(now, group(cell), settings(cell)));
    }
    for (Metric metric : tracked.metrics(newest)) {
      if (metric.step() > newest.getOrDefault(metric.key(), -1L)) {
        events.add(Events.scalar(now, metric));
      }
    }
    if (tracked.status() == Status.FINISHED && !newest.containsKey(Events.END)) {
      events.add(Events.finished(now));
    }
    return events;
  }

  /** What differs within a sweep: the page for settings has a column for each. */
  private static Map<String, String> settings(Cell cell) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("model", cell.kind().key());
    settings.put("tasks", String.valueOf(cell.tasks()));
    settings.put("hidden", String.valueOf(cell.hidden()));
    settings.put("seed", String.valueOf(cell.seed()));
    cell.swept().forEach(setting -> settings.put(setting.path(), setting.value()));
    return settings;
  }

  /** Cells that differ by the seed alone are one group. */
  private static String group(Cell cell) {
    return cell.key().replaceFirst("-s\\d+$", "");
  }

  @Override
  public boolean ends(Status status) {
    return true;
  }
}
