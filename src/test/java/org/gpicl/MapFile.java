package org.gpicl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code docs/map.puml}: rooms from top to bottom, and arrows between the words that they begin
 * with.
 *
 * @param rooms such as {@code job.step}, in the order of the file
 * @param arrows words by the word that may use them
 */
record MapFile(List<String> rooms, Map<String, Set<String>> arrows) {
  private static final Pattern ROOM = Pattern.compile("component \\[([a-z0-9.]+)]");
  private static final Pattern ARROW = Pattern.compile("([A-Z]+) --> ([A-Z]+)");

  static MapFile read() {
    List<String> rooms = new ArrayList<>();
    Map<String, Set<String>> arrows = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(Path.of("docs", "map.puml"))) {
        Matcher room = ROOM.matcher(line.strip());
        Matcher arrow = ARROW.matcher(line.strip());
        if (room.matches()) {
          rooms.add(room.group(1));
        } else if (arrow.matches()) {
          arrows
              .computeIfAbsent(lower(arrow.group(1)), word -> new TreeSet<>())
              .add(lower(arrow.group(2)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MapFile(rooms, arrows);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  static String word(String room) {
    return room.split("\\.")[0];
  }

  /** Whether classes of one room may use those of another. */
  boolean allows(String from, String to) {
    return word(from).equals(word(to))
        ? rooms.indexOf(from) <= rooms.indexOf(to)
        : leadsTo(word(from), word(to), new HashSet<>());
  }

  private boolean leadsTo(String from, String to, Set<String> seen) {
    return arrows.getOrDefault(from, Set.of()).stream()
        .filter(seen::add)
        .anyMatch(next -> next.equals(to) || leadsTo(next, to, seen));
  }
}
