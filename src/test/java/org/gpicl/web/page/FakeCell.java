package org.gpicl.web.page;

import java.util.List;
import java.util.Map;
import org.gpicl.sweep.CellKey;
import org.gpicl.sweep.SweptSetting;

/** A cell as the REST contract has it. */
record FakeCell(
    String key,
    String model,
    long tasks,
    int hidden,
    int seed,
    Map<String, String> swept,
    String state,
    long step,
    long steps,
    Double loss,
    Double train,
    Double seen,
    Double seenError,
    Double unseen,
    Double unseenError,
    String failure) {
  private static final double ERROR = 0.011;

  static FakeCell pending(
      String model, long tasks, int hidden, int seed, Map<String, String> swept, long steps) {
    List<SweptSetting> settings =
        swept.entrySet().stream().map(e -> new SweptSetting(e.getKey(), e.getValue())).toList();
    String key = CellKey.of(model, tasks, hidden, settings, seed);
    return new FakeCell(
        key, model, tasks, hidden, seed, swept, "PENDING", 0, steps, null, null, null, null, null,
        null, "");
  }

  FakeCell running(long at, double loss, double seen) {
    return changed("RUNNING", at, loss, seen, null, "");
  }

  FakeCell done(double seen, double unseen) {
    return changed("DONE", steps, null, seen, unseen, "");
  }

  FakeCell stopped(long at, double seen) {
    return changed("STOPPED", at, null, seen, null, "");
  }

  FakeCell failed(long at, String reason) {
    return changed("FAILED", at, null, null, null, reason);
  }

  FakeCell quarantined(long at, String reason) {
    return changed("QUARANTINED", at, null, null, null, reason);
  }

  FakeCell skipped() {
    return changed("SKIPPED", 0, null, null, null, "");
  }

  private FakeCell changed(
      String state, long at, Double loss, Double seen, Double unseen, String failure) {
    Double error = state.equals("DONE") ? ERROR : null;
    return new FakeCell(
        key, model, tasks, hidden, seed, swept, state, at, steps, loss, seen, seen, error, unseen,
        error, failure);
  }

  boolean is(String wanted) {
    return state.equals(wanted);
  }
}
