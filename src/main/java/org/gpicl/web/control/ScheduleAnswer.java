package org.gpicl.web.control;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.gpicl.machine.SystemZone;
import org.gpicl.report.table.TextTable;
import org.gpicl.schedule.ScheduleEntry;
import org.gpicl.schedule.ScheduleException;
import org.gpicl.schedule.Schedules;
import org.gpicl.store.OrderTable;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.Timetable;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.sweep.yaml.SweepFileException;

/** Lists schedules and changes them. */
public final class ScheduleAnswer {
  private static final int NEXT = 10;

  /** Enough to see that the weekdays are those that were meant. */
  private static final int FIRST = 3;

  private final Schedules schedules;
  private final boolean served;

  /**
   * @param served whether a server is running, which fires them
   */
  public ScheduleAnswer(Schedules schedules, boolean served) {
    this.schedules = schedules;
    this.served = served;
  }

  public Answer of(ScheduleAction action, String sweep, String text) {
    try {
      return new Answer(ExitCode.DONE, done(action, sweep, text));
    } catch (ScheduleException | SweepFileException e) {
      return new Answer(ExitCode.USAGE, e.getMessage());
    }
  }

  private String done(ScheduleAction action, String sweep, String text) {
    return switch (action) {
      case ADD -> add(SweepFile.parse(text, "the sweep file", List.of()));
      case LIST -> list();
      case PAUSE -> {
        schedules.pause(sweep);
        yield "The schedule of sweep %s is paused until `gpicl schedule resume %s`."
            .formatted(sweep, sweep);
      }
      case RESUME -> {
        schedules.resume(sweep);
        yield "Sweep " + sweep + next(sweep) + hint();
      }
      case REMOVE -> {
        schedules.remove(sweep);
        yield "Sweep %s is no longer scheduled; its results stay.".formatted(sweep);
      }
      case NEXT -> String.join(System.lineSeparator(), times(sweep, NEXT));
    };
  }

  private List<String> times(String sweep, int count) {
    List<Instant> times = schedules.next(sweep, count);
    ZoneId zone = schedules.of(sweep).orElseThrow().cron().zone();
    return times.stream().map(at -> WallClock.in(zone, at)).toList();
  }

  private String add(Sweep sweep) {
    schedules.add(sweep);
    boolean paused = schedules.of(sweep.name()).filter(ScheduleEntry::paused).isPresent();
    return paused
        ? "Sweep %s has its new schedule and stays paused; `gpicl schedule resume %s` ends the pause."
            .formatted(sweep.name(), sweep.name())
        : "Sweep %s runs next at %s.%s"
                .formatted(sweep.name(), String.join(", then ", times(sweep.name(), FIRST)), hint())
            + zoneWarning(((Timetable.Cron) sweep.timetable()).zone());
  }

  private static String zoneWarning(ZoneId zone) {
    SystemZone system = SystemZone.current();
    return system
        .misread()
        .filter(reason -> zone.equals(system.inUse()))
        .map(reason -> " " + reason + "; " + SystemZone.ADVICE + ".")
        .orElse("");
  }

  private String next(String sweep) {
    return schedules
        .of(sweep)
        .flatMap(entry -> entry.next().map(at -> WallClock.in(entry.cron().zone(), at)))
        .map(at -> " runs next at " + at + ".")
        .orElse(" will not run again.");
  }

  private String hint() {
    return served ? "" : " No server is running: `gpicl serve` runs what is due.";
  }

  private String list() {
    List<ScheduleEntry> all = schedules.all();
    if (all.isEmpty()) {
      return "Nothing is scheduled; `gpicl schedule add FILE` adds the schedule of a file.";
    }
    TextTable table = new TextTable();
    column(table, "sweep", all, ScheduleEntry::sweep);
    column(table, "cron", all, entry -> entry.cron().expression());
    column(table, "zone", all, entry -> entry.cron().zone().getId());
    column(table, "missed", all, entry -> words(entry.cron().missed()));
    column(
        table,
        "next",
        all,
        entry ->
            entry.paused()
                ? "paused"
                : entry.next().map(at -> WallClock.in(entry.cron().zone(), at)).orElse("never"));
    column(
        table,
        "last",
        all,
        entry -> entry.last().map(row -> last(row, entry.cron().zone())).orElse(""));
    return table.text("  ");
  }

  private static void column(
      TextTable table,
      String heading,
      List<ScheduleEntry> all,
      Function<ScheduleEntry, String> text) {
    table.column(heading, false, all.stream().map(text).toList());
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String last(OrderTable.Row row, ZoneId zone) {
    Instant at = row.endedAt().or(row::begunAt).orElse(row.orderedAt());
    String message = row.message().isEmpty() ? "" : ": " + row.message();
    return WallClock.in(zone, at) + ", " + row.state().name().toLowerCase(Locale.ROOT) + message;
  }
}
