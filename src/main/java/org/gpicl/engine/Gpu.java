package org.gpicl.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An NVIDIA GPU.
 *
 * @param name its product name
 * @param capability the code that it can run; empty if only the driver's files mention it
 * @param memory such as {@code 81559 MiB}, or empty
 */
public record Gpu(String name, Optional<Capability> capability, String memory) {

  private static final Pattern MEBIBYTES = Pattern.compile("(\\d{1,9}) MiB");

  /** A compute capability, such as 8.6. */
  public record Capability(int major, int minor) implements Comparable<Capability> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

    /** Parses a text such as {@code 8.6}; empty if it is anything else. */
    public static Optional<Capability> read(String text) {
      Matcher matcher = TEXT.matcher(text.strip());
      return matcher.matches()
          ? Optional.of(
              new Capability(
                  Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
          : Optional.empty();
    }

    @Override
    public int compareTo(Capability other) {
      return major != other.major ? major - other.major : minor - other.minor;
    }

    @Override
    public String toString() {
      return major + "." + minor;
    }
  }

  /** Its memory in bytes, if nvidia-smi reports it. */
  public Optional<Double> bytes() {
    Matcher mebibytes = MEBIBYTES.matcher(memory);
    return mebibytes.matches()
        ? Optional.of(Double.parseDouble(mebibytes.group(1)) * (1 << 20))
        : Optional.empty();
  }

  /** Its name, compute capability and memory, for people to read. */
  public String text() {
    return name
        + capability.map(c -> ", compute capability " + c).orElse("")
        + (memory.isEmpty() ? "" : ", " + memory);
  }
}
