package org.gpicl.report;

import java.util.ArrayList;
import java.util.List;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.LossRemark;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;

/** Sentences about cells that are done and do no better than guessing. */
final class LossRemarks {
  private static final int WIDTH = 100;

  private LossRemarks() {}

  /** Lines below a table, each ending in a line feed; empty if there is nothing to say. */
  static String of(List<CellOutcome> outcomes) {
    List<String> diverged = new ArrayList<>();
    List<String> onPlateau = new ArrayList<>();
    for (CellOutcome outcome : outcomes) {
      LossRemark remark = LossRemark.of(outcome).orElse(null);
      if (remark == null || outcome.status() != CellStatus.DONE) {
        continue;
      }
      String key = outcome.cell().key();
      switch (remark.kind()) {
        case DIVERGED -> diverged.add(key + " (" + remark.text() + ")");
        case PLATEAU -> onPlateau.add(key);
      }
    }
    return line("diverged", diverged) + line("still on the loss of guessing", onPlateau);
  }

  /** Names as many as a line has room for. */
  private static String line(String what, List<String> cells) {
    if (cells.isEmpty()) {
      return "";
    }
    StringBuilder line =
        new StringBuilder(Labels.count(cells.size(), "cell", "cells")).append(' ').append(what);
    String separator = ": ";
    for (int i = 0; i < cells.size(); i++) {
      String rest = i < cells.size() - 1 ? more(cells.size() - i - 1) : "";
      if (line.length() + separator.length() + cells.get(i).length() + rest.length() > WIDTH) {
        return line.append(i == 0 ? "" : more(cells.size() - i)).append('\n').toString();
      }
      line.append(separator).append(cells.get(i));
      separator = ", ";
    }
    return line.append('\n').toString();
  }

  private static String more(int cells) {
    return " and " + Labels.grouped(cells) + " more";
  }
}
