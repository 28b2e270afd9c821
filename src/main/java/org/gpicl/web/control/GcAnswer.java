package org.gpicl.web.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gpicl.home.Home;
import org.gpicl.home.HomeUsage;
import org.gpicl.job.upkeep.DeleteGarbage;
import org.gpicl.job.upkeep.FindGarbage;
import org.gpicl.job.upkeep.Garbage;
import org.gpicl.job.upkeep.HomeBounds;
import org.gpicl.report.table.Amounts;
import org.gpicl.report.table.TextTable;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;

/** Shows what can be freed in a home, and frees it. */
public final class GcAnswer {
  private final FindGarbage finder;
  private final DeleteGarbage freeing;
  private final Home home;
  private final ImageLibrary images;

  GcAnswer(FindGarbage finder, DeleteGarbage freeing, Home home, ImageLibrary images) {
    this.finder = finder;
    this.freeing = freeing;
    this.home = home;
    this.images = images;
  }

  /**
   * @param running the sweep that is running in this process, if any
   */
  Answer of(List<Sweep> running, HomeBounds bounds, DeletionMode mode) {
    try {
      long before = HomeUsage.of(home).total();
      Instant now = Instant.now();
      List<Garbage> chosen = bounds.choose(finder.find(images, running, now), before, now);
      String look = look(home, bounds, chosen, finder.unreadable());
      if (chosen.isEmpty() || mode == DeletionMode.LOOK) {
        return new Answer(chosen.isEmpty() ? ExitCode.DONE : ExitCode.ASK, look);
      }
      boolean givenBack = freeing.free(chosen);
      String freed = freed(home, before, givenBack) + orders(chosen);
      return new Answer(
          ExitCode.DONE, mode == DeletionMode.DO ? freed : look + System.lineSeparator() + freed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String freed(Home home, long before, boolean givenBack) throws IOException {
    long after = HomeUsage.of(home).total();
    String text =
        "Freed %s; %s now takes %s."
            .formatted(
                Amounts.bytes(Math.max(0, before - after)), home.root(), Amounts.bytes(after));
    return givenBack ? text : text + " The database reuses the space of what was removed.";
  }

  /** Orders are so small that the freed size does not show them. */
  private static String orders(List<Garbage> chosen) {
    long count = chosen.stream().filter(one -> one.kind() == Garbage.Kind.ORDER).count();
    return count == 0
        ? ""
        : count == 1
            ? " 1 old order was removed."
            : " %d old orders were removed.".formatted(count);
  }

  public static String look(
      Home home, HomeBounds bounds, List<Garbage> chosen, List<String> unreadable)
      throws IOException {
    HomeUsage usage = HomeUsage.of(home);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s takes %s: %s"
            .formatted(
                home.root(),
                Amounts.bytes(usage.total()),
                usage.bytes().entrySet().stream()
                    .map(folder -> folder.getKey() + " " + Amounts.bytes(folder.getValue()))
                    .collect(Collectors.joining(", "))));
    if (!unreadable.isEmpty()) {
      lines.add(
          "What these sweeps need is unknown, since another version of this program stored them: %s. All cells are kept."
              .formatted(String.join(", ", unreadable)));
    }
    if (chosen.isEmpty()) {
      lines.add(nothing(bounds, usage.total()));
    } else {
      lines.add("To be freed:");
      lines.add(table(chosen).stripTrailing());
      long left = usage.total() - chosen.stream().mapToLong(Garbage::bytes).sum();
      if (left > bounds.mostBytes()) {
        lines.add(
            "It will still take about %s: results, images, and what stored sweeps need. `gpicl rm` removes a sweep."
                .formatted(Amounts.bytes(left)));
      }
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String nothing(HomeBounds bounds, long total) {
    if (bounds.mostBytes() == HomeBounds.ANY_SIZE) {
      return "There is nothing to free"
          + (bounds.olderThan().isZero() ? "." : " that is that old.");
    }
    return total <= bounds.mostBytes()
        ? "That is no more than %s: nothing is freed.".formatted(Amounts.bytes(bounds.mostBytes()))
        : "There is nothing to free: everything left is results, images, and what stored sweeps need. `gpicl rm` removes a sweep.";
  }

  private static String table(List<Garbage> chosen) {
    Map<Garbage.Kind, List<Garbage>> kinds = new EnumMap<>(Garbage.Kind.class);
    chosen.forEach(one -> kinds.computeIfAbsent(one.kind(), k -> new ArrayList<>()).add(one));
    List<List<Garbage>> rows = new ArrayList<>(kinds.values());
    rows.add(chosen);
    TextTable table = new TextTable();
    List<String> what = new ArrayList<>(kinds.keySet().stream().map(Garbage.Kind::what).toList());
    what.add("in all");
    List<String> why = new ArrayList<>(kinds.keySet().stream().map(Garbage.Kind::why).toList());
    why.add("");
    table.column("what", false, what);
    table.column("count", true, rows.stream().map(row -> String.valueOf(row.size())).toList());
    table.column("size", true, rows.stream().map(GcAnswer::size).toList());
    table.column("oldest", false, rows.stream().map(GcAnswer::oldest).toList());
    table.column("why", false, why);
    return table.text("  ");
  }

  private static String size(List<Garbage> row) {
    return Amounts.bytes(row.stream().mapToLong(Garbage::bytes).sum());
  }

  private static String oldest(List<Garbage> row) {
    return row.stream()
        .map(Garbage::since)
        .min(Instant::compareTo)
        .orElseThrow()
        .toString()
        .substring(0, "2026-01-01".length());
  }
}
