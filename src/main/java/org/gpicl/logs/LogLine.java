package org.gpicl.logs;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.event.Level;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first line of a log entry, in any of the formats. Lines that follow without being first
 * lines, such as a stack trace, belong to the entry.
 *
 * @param sweep the sweep that it is about, or an empty text
 * @param cell the cell that it is about, or an empty text
 * @param text its text for the terminal; for a JSON line, including the stack trace
 */
record LogLine(Level level, String sweep, String cell, String text) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

  /** The format of logback-gpicl.xml; no logger's name begins with a bracket. */
  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\S+ (TRACE|DEBUG|INFO|WARN|ERROR) +"
              + "(?:\\[([^\\]\\s#]*)(?:#\\d+)?(?: ([^\\]\\s]+))?\\] )?"
              + "\\[[^\\]]*\\] [^\\s\\[]\\S* .*");

  /** Parses a line; empty if it is not a first line. */
  static Optional<LogLine> read(String line) {
    return line.startsWith("{") ? json(line) : written(line);
  }

  private static Optional<LogLine> written(String line) {
    Matcher matcher = WRITTEN.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new LogLine(
            Level.valueOf(matcher.group(1)),
            Optional.ofNullable(matcher.group(2)).orElse(""),
            Optional.ofNullable(matcher.group(3)).orElse(""),
            line));
  }

  /** Parses a JSON line with the fields of Logstash or ECS. */
  private static Optional<LogLine> json(String line) {
    try {
      JsonNode fields = JsonMapper.shared().readTree(line);
      if (!fields.has("@timestamp")) {
        return Optional.empty();
      }
      Level level = Level.valueOf(field(fields, "/level", "/log/level").toUpperCase(Locale.ROOT));
      String sweep = field(fields, "/sweep");
      String run = field(fields, "/run");
      String cell = field(fields, "/cell");
      String about =
          (sweep.isEmpty() ? "" : sweep + (run.isEmpty() ? "" : "#" + run))
              + (cell.isEmpty() ? "" : " " + cell);
      String text =
          "%s %-5s %s[%s] %s %s"
              .formatted(
                  local(field(fields, "/@timestamp")),
                  level,
                  about.isEmpty() ? "" : "[" + about + "] ",
                  field(fields, "/thread_name", "/process/thread/name"),
                  field(fields, "/logger_name", "/log/logger"),
                  field(fields, "/message"));
      String trace = field(fields, "/stack_trace", "/error/stack_trace").stripTrailing();
      return Optional.of(
          new LogLine(level, sweep, cell, trace.isEmpty() ? text : text + "\n" + trace));
    } catch (JacksonException | IllegalArgumentException notOfTheLog) {
      return Optional.empty();
    }
  }

  private static String field(JsonNode fields, String... places) {
    for (String place : places) {
      JsonNode value = fields.at(place);
      if (value.isValueNode() && !value.isNull()) {
        return value.asString();
      }
    }
    return "";
  }

  private static String local(String time) {
    try {
      return TIME.format(OffsetDateTime.parse(time).atZoneSameInstant(ZoneId.systemDefault()));
    } catch (DateTimeParseException e) {
      return time;
    }
  }
}
