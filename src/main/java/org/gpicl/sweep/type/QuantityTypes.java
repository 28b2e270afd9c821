package org.gpicl.sweep.type;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gpicl.sweep.CheckpointPolicy;

/** The types of values with a unit of time or memory, in sweep files and in options. */
public final class QuantityTypes {
  private static final Pattern SIZE = Pattern.compile("(\\S+?) *([KMGT]?i?B)");
  private static final Pattern TIME = Pattern.compile("(\\S+?) *([smh])");
  private static final Map<String, Long> BYTES = bytes();
  private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3600L);
  private static final long LONGEST_SECONDS = 24 * 3600;
  private static final Pattern AGE = Pattern.compile("(\\d{1,6}) *([smhd])");
  private static final long SECONDS_A_DAY = 24 * 3600;

  private QuantityTypes() {}

  private static Map<String, Long> bytes() {
    Map<String, Long> units = new LinkedHashMap<>();
    long decimal = 1_000_000_000_000L;
    long binary = 1L << 40;
    for (String prefix : new String[] {"T", "G", "M", "K"}) {
      units.put(prefix + "B", decimal);
      units.put(prefix + "iB", binary);
      decimal /= 1000;
      binary /= 1024;
    }
    units.put("B", 1L);
    return units;
  }

  /** Bytes, such as {@code 20GB} (10^9 bytes each) or {@code 512MiB} (2^20). */
  public static SettingType<Long> byteSize() {
    return new ScalarType<>(
        "a size such as 20GB, 512MiB or 0B",
        Numbers.pattern(Numbers.DECIMAL + " *[KMGT]?i?B"),
        QuantityTypes::parseBytes,
        QuantityTypes::writeBytes);
  }

  /** Reads a size such as {@code 5GB}, in the form used in sweep files. */
  public static Optional<Long> parseBytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches() || !BYTES.containsKey(matcher.group(2))) {
      return Optional.empty();
    }
    double unit = BYTES.get(matcher.group(2));
    return Numbers.decimal(matcher.group(1))
        .map(count -> count * unit)
        .filter(bytes -> bytes <= 1e18 && bytes == Math.rint(bytes))
        .map(Double::longValue);
  }

  /** Reads an age: {@code 90m}, {@code 12h} or {@code 30d}. */
  public static Optional<Duration> parseAge(String text) {
    Matcher age = AGE.matcher(text);
    if (!age.matches()) {
      return Optional.empty();
    }
    long unit = SECONDS.getOrDefault(age.group(2), SECONDS_A_DAY);
    return Optional.of(Duration.ofSeconds(Long.parseLong(age.group(1)) * unit));
  }

  private static String writeBytes(long bytes) {
    if (bytes == 0) {
      return "0B";
    }
    return BYTES.entrySet().stream()
        .filter(unit -> bytes % unit.getValue() == 0 && !unit.getKey().endsWith("iB"))
        .findFirst()
        .map(unit -> bytes / unit.getValue() + unit.getKey())
        .orElseThrow();
  }

  /** A length of time such as {@code 90m} or {@code 5h}. */
  public static SettingType<Duration> duration() {
    return new ScalarType<>(
        "a time from 1s to 24h such as 90m or 5h",
        Numbers.pattern(Numbers.WHOLE + " *[smh]"),
        text -> seconds(text).map(Duration::ofSeconds),
        time -> time.toSeconds() + "s");
  }

  /** A length of time such as {@code 90m}, {@code 4h} or {@code 3d}. */
  public static SettingType<Duration> days(Duration shortest, Duration longest) {
    return new ScalarType<>(
        "a time from %dm to %dd such as 90m, 4h or 2d"
            .formatted(shortest.toMinutes(), longest.toDays()),
        Numbers.pattern("\\d{1,6} *[smhd]"),
        text ->
            parseAge(text)
                .filter(time -> time.compareTo(shortest) >= 0 && time.compareTo(longest) <= 0),
        QuantityTypes::writeDays);
  }

  private static String writeDays(Duration time) {
    return time.toSeconds() % 60 == 0 ? time.toMinutes() + "m" : time.toSeconds() + "s";
  }

  private static Optional<Long> seconds(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return Optional.empty();
    }
    long unit = SECONDS.get(time.group(2));
    return Numbers.whole(time.group(1))
        .filter(count -> count >= 1 && count <= LONGEST_SECONDS / unit)
        .map(count -> count * unit);
  }

  /** When checkpoints are due: {@code 60s}, {@code 5m}, {@code 1h} or {@code 200 steps}. */
  public static SettingType<CheckpointPolicy> checkpoint() {
    return new ScalarType<>(
        "a time from 1s to 24h such as 60s or 5m, or a number of steps such as 200 steps",
        Numbers.pattern(Numbers.WHOLE + " *(?:[smh]|steps?)"),
        QuantityTypes::parseCheckpoint,
        QuantityTypes::writeCheckpoint);
  }

  private static Optional<CheckpointPolicy> parseCheckpoint(String text) {
    if (TIME.matcher(text).matches()) {
      return seconds(text).map(Duration::ofSeconds).map(CheckpointPolicy.EveryTime::new);
    }
    return text.contains("step")
        ? TrainingLength.parse(text, 1)
            .map(extent -> new CheckpointPolicy.EverySteps(extent.count()))
        : Optional.empty();
  }

  private static String writeCheckpoint(CheckpointPolicy policy) {
    if (policy instanceof CheckpointPolicy.EverySteps every) {
      return every.steps() + " steps";
    }
    return ((CheckpointPolicy.EveryTime) policy).interval().toSeconds() + "s";
  }
}
