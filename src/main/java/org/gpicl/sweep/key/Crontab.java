package org.gpicl.sweep.key;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Expressions as a crontab has them (crontab(5)): five fields without seconds, weekdays counted
 * from 0, Sunday. Quartz counts them from 1, so they are written as names.
 */
final class Crontab {
  private static final int FIELDS = 5;
  private static final int WEEK = 7;
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final Map<String, String> WORDS =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  private Crontab() {}

  /** Whether both days are limited: cron then runs on either, which Quartz cannot express. */
  static boolean limitsBothDays(String text) {
    String[] fields = fields(text);
    return fields.length == FIELDS && !fields[2].equals("*") && !fields[4].equals("*");
  }

  /** The same times as Quartz writes them; empty if there is no such expression. */
  static Optional<String> quartz(String text) {
    String[] fields = fields(text);
    if (fields.length != FIELDS || limitsBothDays(text)) {
      return Optional.empty();
    }
    return weekdays(fields[4])
        .map(
            weekdays -> {
              String days = weekdays.equals("?") ? fields[2] : "?";
              return "0 %s %s %s %s %s".formatted(fields[0], fields[1], days, fields[3], weekdays);
            });
  }

  private static String[] fields(String text) {
    String stripped = text.strip();
    return WORDS.getOrDefault(stripped.toLowerCase(Locale.ROOT), stripped).split("\\s+");
  }

  /** A field of weekdays by their names; empty if it is none. */
  static Optional<String> weekdays(String field) {
    if (field.equals("*")) {
      return Optional.of("?");
    }
    TreeSet<Integer> days = new TreeSet<>();
    for (String part : field.split(",", -1)) {
      if (!addDays(part, days)) {
        return Optional.empty();
      }
    }
    boolean inARow = days.size() > 2 && days.last() - days.first() == days.size() - 1;
    return Optional.of(
        inARow
            ? WEEKDAYS.get(days.first()) + "-" + WEEKDAYS.get(days.last())
            : days.stream().map(WEEKDAYS::get).collect(Collectors.joining(",")));
  }

  /** Adds the days of a part such as 1-5, MON-FRI, 0-6/2 or 7. */
  private static boolean addDays(String part, TreeSet<Integer> days) {
    String[] range = part.split("/", -1);
    String[] ends = (range[0].equals("*") ? "0-6" : range[0]).split("-", -1);
    int first = day(ends[0]);
    int last = ends.length == 1 ? first : day(ends[1]);
    int step = range.length == 1 ? 1 : digit(range[1]);
    if (range.length > 2 || ends.length > 2 || first < 0 || last < 0 || step < 1) {
      return false;
    }
    // FRI-MON goes over the end of the week.
    for (int day = first; day <= (last < first ? last + WEEK : last); day += step) {
      days.add(day % WEEK);
    }
    return true;
  }

  private static int day(String text) {
    int named = WEEKDAYS.indexOf(text.toUpperCase(Locale.ROOT));
    return named >= 0 ? named : digit(text);
  }

  /** At most 7, which is Sunday again. */
  private static int digit(String text) {
    return text.matches("[0-7]") ? text.charAt(0) - '0' : -1;
  }
}
