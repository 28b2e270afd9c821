package org.gpicl.sweep.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gpicl.sweep.yaml.YamlValue.Entries;
import org.gpicl.sweep.yaml.YamlValue.Entry;
import org.gpicl.sweep.yaml.YamlValue.Items;
import org.gpicl.sweep.yaml.YamlValue.Scalar;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads one YAML document, event by event. A sweep file needs neither anchors nor tags, so both are
 * rejected at once: no alias can multiply, and no class can be named.
 */
public final class YamlReader {
  /** An axis of 100,000 seeds written out takes about half of this. */
  public static final int MOST_CHARACTERS = 2_000_000;

  private static final int DEEPEST = 8;

  /** The YAML library's messages may quote the whole text. */
  private static final int LONGEST_MESSAGE = 200;

  private final Location start;
  private final Problems problems;
  private final Iterator<Event> events;
  private Location reached;

  private YamlReader(String text, Location start, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    this.start = start;
    this.reached = start;
    this.problems = problems;
    this.events = new Yaml(options).parse(new StringReader(text)).iterator();
  }

  /**
   * Reads a document; if empty, at least one problem has been added. An empty text is an empty map.
   */
  public static Optional<YamlValue> read(String text, Location start, Problems problems) {
    if (text.length() > MOST_CHARACTERS) {
      problems.add(
          start,
          "",
          "%,d characters are too many for a sweep file; at most %,d"
              .formatted(text.length(), MOST_CHARACTERS));
      return Optional.empty();
    }
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      return Optional.of(new YamlReader(content, start, problems).document());
    } catch (Refused refused) {
      problems.add(refused.at, "", refused.getMessage());
    } catch (MarkedYAMLException e) {
      explain(e, start, content, problems);
    } catch (ReaderException e) {
      problems.add(
          start, "", "not valid YAML: it holds the character U+%04X".formatted(e.getCodePoint()));
    } catch (YAMLException e) {
      problems.add(start, "", "not valid YAML: " + firstLine(e.getMessage()));
    }
    return Optional.empty();
  }

  private static void explain(
      MarkedYAMLException e, Location start, String content, Problems problems) {
    Optional<Mark> mark = Optional.ofNullable(e.getProblemMark());
    Optional<YamlMistake.Found> mistake =
        mark.flatMap(there -> YamlMistake.near(content, there.getLine()));
    Location at =
        mistake
            .map(found -> start.at(found.zeroBasedLine(), 0))
            .or(() -> mark.map(there -> start.at(there.getLine(), there.getColumn())))
            .orElse(start);
    String reason =
        mistake
            .map(YamlMistake.Found::message)
            .or(
                () ->
                    YamlMistake.reworded(
                        String.valueOf(e.getProblem()), content, mark.map(Mark::getLine).orElse(0)))
            .orElseGet(() -> firstLine(e.getProblem()));
    problems.add(at, "", "not valid YAML: " + reason);
  }

  private static String firstLine(String message) {
    return message == null
        ? "it cannot be read"
        : YamlValue.shown(message.lines().findFirst().orElse(""), LONGEST_MESSAGE);
  }

  private YamlValue document() {
    next();
    if (next().is(Event.ID.StreamEnd)) {
      return new Entries(start, List.of());
    }
    YamlValue value = value(next(), 0);
    next();
    Event end = next();
    if (!end.is(Event.ID.StreamEnd)) {
      throw new Refused(at(end), "a second document begins here; a sweep file holds one");
    }
    return value;
  }

  private YamlValue value(Event event, int depth) {
    Location at = at(event);
    if (depth > DEEPEST) {
      throw new Refused(at, "nested more than " + DEEPEST + " levels deep; a sweep file needs 3");
    }
    if (event.is(Event.ID.Alias) || ((NodeEvent) event).getAnchor() != null) {
      throw new Refused(
          at,
          "anchors (&) and aliases (*) are not allowed; write the value out, or put it in quotes");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(at, scalar.getTag());
      if (scalar.isPlain()) {
        YamlMistake.quotedByCurlyQuotes(scalar.getValue())
            .ifPresent(message -> problems.add(at, "", message));
      }
      return new Scalar(at, scalar.getValue(), scalar.isPlain());
    }
    if (event instanceof SequenceStartEvent list) {
      refuseTag(at, list.getTag());
      return list(at, depth);
    }
    refuseTag(at, ((MappingStartEvent) event).getTag());
    return map(at, depth);
  }

  private YamlValue list(Location at, int depth) {
    List<YamlValue> values = new ArrayList<>();
    for (Event next = next(); !next.is(Event.ID.SequenceEnd); next = next()) {
      values.add(value(next, depth + 1));
    }
    return new Items(at, List.copyOf(values));
  }

  private YamlValue map(Location at, int depth) {
    List<Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Event next = next(); !next.is(Event.ID.MappingEnd); next = next()) {
      if (!(value(next, depth + 1) instanceof Scalar key)) {
        throw new Refused(at(next), "a key must be a word, not a list or a map");
      }
      YamlValue value = value(next(), depth + 1);
      if (keys.add(key.text())) {
        entries.add(new Entry(key.at(), key.text(), value));
      } else {
        problems.add(
            key.at(),
            YamlValue.shown(key.text()),
            "appears here a second time; keep only one of them");
      }
    }
    return new Entries(at, List.copyOf(entries));
  }

  private static void refuseTag(Location at, String tag) {
    if (tag != null) {
      throw new Refused(at, "the tag " + YamlValue.shown(tag) + " is not allowed; remove it");
    }
  }

  private Event next() {
    try {
      Event event = events.next();
      reached = at(event);
      return event;
    } catch (NumberFormatException e) {
      // The one case in which the library throws an exception that is not its own.
      throw new Refused(
          reached,
          "not valid YAML: quoted text after this point has a \\x, \\u or \\U without a character's"
              + " number");
    }
  }

  private Location at(Event event) {
    return start.at(event.getStartMark().getLine(), event.getStartMark().getColumn());
  }

  /** Ends the reading, since what follows could not be trusted. */
  private static final class Refused extends RuntimeException {
    private final transient Location at;

    Refused(Location at, String message) {
      super(message, null, false, false);
      this.at = at;
    }
  }
}
