package org.gpicl.sweep.key;

import static org.gpicl.sweep.key.Key.of;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gpicl.sweep.Timetable;
import org.gpicl.sweep.type.Numbers;
import org.gpicl.sweep.type.QuantityTypes;
import org.gpicl.sweep.type.ScalarType;
import org.gpicl.sweep.type.TextTypes;
import org.gpicl.sweep.yaml.YamlValue;
import org.quartz.CronExpression;

/** The keys under {@code schedule}. */
public final class ScheduleKeys {
  private static final String LIKE_CRON = "\\S+( +\\S+){5,6}";
  private static final String LIKE_CRON_OR_CRONTAB = "(\\S+( +\\S+){4,6}|@[a-z]+)";

  /** Quartz represents ? and * by these numbers, and takes the numbers for them. */
  private static final Pattern QUARTZ_CODE = Pattern.compile("\\b9[89]\\b");

  /** Quartz's messages may quote the whole text. */
  private static final int LONGEST_MESSAGE = 120;

  public static final Key<String> CRON =
      of(
          "schedule.cron",
          new ScalarType<>(
              "a cron expression of six or seven fields, seconds first, such as \"0 0 2 * * ?\", or"
                  + " of a crontab's five",
              Numbers.pattern(LIKE_CRON_OR_CRONTAB),
              ScheduleKeys::cron,
              TextTypes::quoted,
              ScheduleKeys::whatIsWrong),
          null,
          null,
          null,
          "When `gpicl serve` runs the sweep: seconds minutes hours day-of-month month"
              + " day-of-week.");

  public static final Key<ZoneId> ZONE =
      of(
          "schedule.zone",
          new ScalarType<>(
              "a time zone such as Europe/Berlin or UTC",
              Map.of("type", "string"),
              ScheduleKeys::zone,
              zone -> TextTypes.quoted(zone.getId())),
          null,
          null,
          null,
          "The time zone of these times; default: the system's.");

  public static final Key<Timetable.Missed> MISSED =
      of(
          "schedule.missed",
          TextTypes.choice(Timetable.Missed.class),
          null,
          null,
          null,
          "Times missed while no server was running: run-once (default) runs once for them; skip"
              + " does not.");

  public static final Key<Duration> STOP_AFTER =
      of(
          "schedule.stopAfter",
          QuantityTypes.duration(),
          null,
          null,
          null,
          "How long a scheduled run may take; it then stops, and the next one resumes it.");

  private ScheduleKeys() {}

  static List<Key<?>> all() {
    return List.of(CRON, ZONE, MISSED, STOP_AFTER);
  }

  private static Optional<String> cron(String text) {
    String fields = Crontab.quartz(text).orElse(text.strip().replaceAll(" +", " "));
    return fields.matches(LIKE_CRON) && wrong(fields).isEmpty()
        ? Optional.of(fields)
        : Optional.empty();
  }

  /** What is wrong according to Quartz, which throws more than it declares. */
  private static Optional<String> wrong(String fields) {
    Matcher code = QUARTZ_CODE.matcher(fields);
    if (code.find()) {
      return Optional.of(code.group() + " is too large for its field");
    }
    try {
      CronExpression.validateExpression(fields);
      return Optional.empty();
    } catch (ParseException | RuntimeException e) {
      String message =
          e.getMessage() == null || e.getMessage().contains("xception") ? "" : e.getMessage();
      return Optional.of(YamlValue.shown(message, LONGEST_MESSAGE));
    }
  }

  private static String whatIsWrong(String text) {
    if (Crontab.limitsBothDays(text)) {
      return "; a crontab runs it on either of the two days, which one schedule cannot do: leave one"
          + " of them at *";
    }
    String[] fields = Crontab.quartz(text).orElse(text.strip()).split("\\s+");
    if (fields.length == 6 && !fields[3].equals("?") && !fields[5].equals("?")) {
      return "; the day of the month or the day of the week must be ?" + example(fields);
    }
    return fields.length == 6 || fields.length == 7
        ? wrong(String.join(" ", fields))
            .filter(message -> !message.isEmpty())
            .map(message -> "; " + message)
            .orElse("")
        : "";
  }

  /**
   * The same with the less specific of the two day fields open, and weekdays by name, since their
   * numbers mean other days elsewhere.
   */
  private static String example(String[] fields) {
    String[] better = fields.clone(); // seconds, minutes, hours, day, month, weekday
    int open = fields[5].equals("*") || !fields[3].equals("*") ? 5 : 3;
    better[open] = "?";
    if (open == 3) {
      better[5] = Crontab.weekdays(fields[5]).orElse(fields[5]);
    }
    String example = String.join(" ", better);
    return wrong(example).isEmpty() ? ", as in \"" + example + "\"" : "";
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text)).filter(zone -> Timetable.timeZone(zone).isPresent());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
