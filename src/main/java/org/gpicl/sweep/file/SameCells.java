package org.gpicl.sweep.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.SweptSetting;
import org.gpicl.sweep.axis.Axes;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;

/** Refuses values of axes that make two cells the same training, or give two cells one key. */
final class SameCells {
  private final Axes axes;
  private final Location file;
  private final Problems problems;

  SameCells(Axes axes, Location file, Problems problems) {
    this.axes = axes;
    this.file = file;
    this.problems = problems;
  }

  void refuse(List<Cell> cells) {
    if (axes.all().isEmpty()) {
      return;
    }
    Map<Cell, Cell> trainings = new HashMap<>();
    Map<String, Cell> keys = new HashMap<>();
    for (Cell cell : cells) {
      Cell same = trainings.putIfAbsent(cell.sweptAs(List.of()), cell);
      if (same != null) {
        refuse(
            same, cell, "comes to the same as", "would be the same training; remove one of them");
        continue;
      }
      Cell named = keys.putIfAbsent(cell.key(), cell);
      if (named != null) {
        refuse(named, cell, "reads like", "would have one key; write one of them in another way");
      }
    }
  }

  private void refuse(Cell one, Cell other, String how, String why) {
    String cells =
        one.key().equals(other.key())
            ? "two cells %s %s".formatted(other.key(), why)
            : "%s and %s %s".formatted(one.key(), other.key(), why);
    boolean found = false;
    for (SweptSetting setting : other.swept()) {
      String before = one.swept(setting.path()).orElse("");
      if (!before.equals(setting.value())) {
        Key<?> key = KeyTable.ALL.get(setting.path());
        problems.add(
            axes.where(key, setting.value()).orElse(file),
            key.path(),
            "%s %s %s%s: %s".formatted(setting.value(), how, before, line(key, before), cells));
        found = true;
      }
    }
    if (!found) {
      problems.add(file, "", cells);
    }
  }

  private String line(Key<?> key, String value) {
    return axes.where(key, value)
        .filter(at -> at.line() > 0)
        .map(at -> " (line %d)".formatted(at.line()))
        .orElse("");
  }
}
