package org.gpicl.sweep.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;

/**
 * Writes hostile sweep files: valid ones with pieces changed or in wrong places, and some made from
 * YAML's grammar with absurd numbers, ranges, texts and nesting.
 */
final class HostileSweepFile {
  /** Long enough for what grows with a text to show, short enough to try thousands. */
  private static final int LONGEST = 20_000;

  private static final List<String> TOKENS =
      List.of(
          "[",
          "]",
          "{",
          "}",
          "[]",
          "{}",
          "&a ",
          "*a",
          "&a [*a]",
          "!!int ",
          "!!binary ",
          "!<%41> ",
          "!e!x ",
          "! ",
          "? ",
          "- ",
          ": ",
          ":",
          ", ",
          "#",
          " #",
          "| ",
          ">",
          "|9\n",
          ">+1-\n",
          "'",
          "\"",
          "\\",
          "\t",
          "\n",
          "\r",
          "\r\n",
          "\n\n---\n",
          "\n...\n",
          "%YAML 1.1\n---\n",
          "%YAML 9.99999999999999\n---\n",
          "%TAG !e! tag:x,%C3\n---\n",
          "%",
          "@",
          "`",
          "<<: ",
          "~",
          "null",
          "true",
          "2^99",
          "2^-1",
          "2^40",
          "10^18",
          "1e999",
          "1e-999",
          "9999999999999999999",
          "-1",
          "-0",
          "0",
          "1/0",
          "0/0",
          "1e308/1e-308",
          "..",
          "1..2..3",
          "2^0..2^40",
          "0..10^9",
          "1..2^40 step 2^39",
          "9..1",
          "0..9 step -1",
          "0..9 step 0",
          "1..9 step 1^1",
          "0..8 step 2^1",
          " step ",
          "NaN",
          ".nan",
          ".inf",
          "-.inf",
          "0x10",
          "0o17",
          "010",
          "1_",
          "1__0",
          "1:30",
          "2001-01-01",
          "\u0000",
          "\u0007",
          "\u001B[2J",
          "\u007F",
          "\u0085",
          "\u00A0",
          "\u2028",
          "\u2029",
          "\u202E",
          "\uFEFF",
          "\uFFFE",
          "\uFFFF",
          "\uD83D",
          "\uDE00",
          "\uD83D\uDE00",
          "é",
          "٣",
          "Ａ",
          "idx:",
          "idx:\u0001",
          "idx:/",
          "idx:~",
          "idx:/a/ /",
          "idx:..",
          "idx:../../x ",
          "\"idx:/\\uFFFF\"",
          "\"idx:/\\u2029\"",
          "\"idx:\\uD800\"",
          "none",
          "fresh",
          "log2",
          "cosine ",
          "cosine 1 step",
          "constant",
          " epochs",
          " steps",
          "s",
          "h",
          "B",
          "GB",
          "KiB",
          "1e18B",
          "9e999TB",
          "\"\\UFFFFFFFF\"",
          "\"\\U",
          "\"\\u12\"",
          "\"\\xg0\"",
          "\"\\N\\L\\P\"",
          "%41",
          "$(x)",
          "${x}",
          "%n%s");

  private final Random random;

  private HostileSweepFile(Random random) {
    this.random = random;
  }

  /** One text; the same for a generator in the same state. */
  static String text(Random random) {
    HostileSweepFile file = new HostileSweepFile(random);
    String text =
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> file.edited(file.valid());
          case 3 -> file.spliced();
          case 4 -> file.shuffled();
          case 5 -> "name: x\nrecipe: small\n" + file.repeated();
          case 6 -> file.noise();
          default -> file.made();
        };
    String start =
        random.nextInt(8) == 0 ? file.one(List.of("\uFEFF", "---\n", "%YAML 1.1\n---\n")) : "";
    return shortened(start + text);
  }

  /** Overrides, as {@code --set} takes them. */
  static List<String> overrides(Random random) {
    HostileSweepFile file = new HostileSweepFile(random);
    return IntStream.range(0, random.nextInt(1, 4))
        .mapToObj(
            k ->
                shortened(
                    file.key() + file.one(List.of("=", "=", "=", "==", "", " = ")) + file.value()))
        .toList();
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String valid() {
    return RandomSweepFile.text(random.nextLong());
  }

  private String edited(String valid) {
    StringBuilder text = new StringBuilder(valid);
    for (int edits = random.nextInt(1, 6); edits > 0; edits--) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + random.nextInt(8));
      text.replace(at, to, random.nextInt(4) == 0 ? value() : one(TOKENS));
    }
    return text.toString();
  }

  private String spliced() {
    String one = valid();
    String other = valid();
    return one.substring(0, random.nextInt(one.length() + 1))
        + other.substring(random.nextInt(other.length() + 1));
  }

  /** Lines in another order, some twice, some shifted. */
  private String shuffled() {
    List<String> lines = new ArrayList<>(valid().lines().toList());
    lines.add(one(lines));
    Collections.shuffle(lines, random);
    return lines.stream()
        .map(line -> random.nextInt(6) == 0 ? one(List.of(" ", "  ", "\t", "- ")) + line : line)
        .collect(Collectors.joining(one(List.of("\n", "\n", "\r\n", "\r", "\u2028"))));
  }

  private String made() {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(4) > 0) {
      text.append("name: x\nrecipe: ")
          .append(one(List.of("small", "paper", "notebook")))
          .append('\n');
    }
    for (int lines = random.nextInt(1, 9); lines > 0; lines--) {
      text.append(key()).append(": ").append(value()).append('\n');
    }
    return text.toString();
  }

  private String key() {
    List<Key<?>> keys = List.copyOf(KeyTable.ALL.values());
    return switch (random.nextInt(10)) {
      case 0 -> one(TOKENS);
      case 1 -> one(keys).section();
      case 2 -> one(keys).leaf();
      case 3 -> "k".repeat(1 << random.nextInt(14));
      default -> one(keys).path();
    };
  }

  private String value() {
    return switch (random.nextInt(12)) {
      case 0 -> number();
      case 1 -> number() + ".." + number() + (random.nextBoolean() ? "" : " step " + number());
      case 2 -> list(random.nextInt(20) == 0 ? 3000 : random.nextInt(8));
      case 3 ->
          "{"
              + one(keyLeaves())
              + ": "
              + scalar()
              + ", "
              + one(keyLeaves())
              + ": "
              + scalar()
              + "}";
      case 4 ->
          "\n  " + one(keyLeaves()) + ": " + value() + "\n  " + one(keyLeaves()) + ": " + scalar();
      case 5 -> repeated();
      case 6 -> quoted();
      case 7 -> one(List.of("|", ">", "|+", ">-2")) + "\n  " + scalar() + "\n  " + scalar();
      default -> scalar();
    };
  }

  private List<String> keyLeaves() {
    return KeyTable.ALL.values().stream().map(Key::leaf).toList();
  }

  private String scalar() {
    return switch (random.nextInt(4)) {
      case 0 -> number();
      case 1 -> one(TOKENS) + (random.nextBoolean() ? "" : one(TOKENS));
      case 2 -> one(TOKENS);
      default -> one(one(List.copyOf(RandomSweepFile.VALUES.values())));
    };
  }

  private String number() {
    StringBuilder number = new StringBuilder(random.nextInt(6) == 0 ? "-" : "");
    for (int parts = random.nextInt(1, 4); parts > 0; parts--) {
      int digits = random.nextInt(8) == 0 ? random.nextInt(60) : random.nextInt(1, 4);
      for (int k = 0; k < digits; k++) {
        number.append(random.nextInt(10));
      }
      if (parts > 1) {
        number.append(one(List.of("^", "e", "E+", "e-", ".", "/", "_", " ")));
      }
    }
    return number.toString();
  }

  private String list(int size) {
    String fixed = scalar();
    int kind = random.nextInt(3);
    return IntStream.range(0, size)
        .mapToObj(k -> kind == 0 ? fixed : kind == 1 ? String.valueOf(k) : "idx:d" + k)
        .collect(Collectors.joining(one(List.of(", ", ",", ",\n  ")), "[", "]"));
  }

  private String quoted() {
    StringBuilder text = new StringBuilder(one(List.of("\"", "'", "\"idx:/")));
    for (int pieces = random.nextInt(5); pieces > 0; pieces--) {
      int point = random.nextInt(1 << random.nextInt(31));
      text.append(
          one(
              List.of(
                  String.format("\\u%04x", point & 0xFFFF),
                  String.format("\\U%08x", point),
                  String.format("\\U%08x", random.nextInt()),
                  String.format("\\x%02x", point & 0xFF),
                  "\\" + (char) (32 + point % 96),
                  "\n  ",
                  one(TOKENS))));
    }
    return text.append(text.charAt(0)).toString();
  }

  private String repeated() {
    String piece =
        one(List.of(one(TOKENS), "x", "{a: ", "[[", "a: b, ", "? ", "a\n ", "&a [*a, ", "1, "));
    return piece.repeat(1 << random.nextInt(12));
  }

  private String noise() {
    int kind = random.nextInt(3);
    return random
        .ints(random.nextInt(300), 0, kind == 0 ? 0x80 : kind == 1 ? 0x3000 : 0x110000)
        .mapToObj(point -> Character.isValidCodePoint(point) ? Character.toString(point) : "")
        .collect(Collectors.joining());
  }
}
