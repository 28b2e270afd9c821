package org.gpicl.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The devices that CUDA shows to this process, in its order, by their numbers in the driver's: all,
 * or those that {@code CUDA_VISIBLE_DEVICES} names by number or by the beginning of their UUID.
 * CUDA itself ends the list at the first name that it does not know, and so do we.
 *
 * @param numbers [visible device] its number in the driver's count
 */
public record VisibleDevices(List<Integer> numbers) {
  private static final List<String> UUIDS =
      List.of("nvidia-smi", "--query-gpu=uuid", "--format=csv,noheader");

  public VisibleDevices {
    numbers = List.copyOf(numbers);
  }

  /** Those of this process. */
  public static VisibleDevices ofThisProcess(int all) {
    return of(all, Optional.ofNullable(System.getenv("CUDA_VISIBLE_DEVICES")), Commands::run);
  }

  /**
   * @param all how many the driver counts
   * @param named what the variable says; empty if it is not set
   */
  static VisibleDevices of(int all, Optional<String> named, Commands commands) {
    if (named.isEmpty()) {
      return new VisibleDevices(IntStream.range(0, all).boxed().toList());
    }
    List<Integer> numbers = new ArrayList<>();
    for (String name : named.get().split(",")) {
      int number = number(name.strip(), commands);
      if (number < 0 || number >= all || numbers.contains(number)) {
        break;
      }
      numbers.add(number);
    }
    return new VisibleDevices(numbers);
  }

  /** Negative if there is none of that name. */
  private static int number(String name, Commands commands) {
    if (name.matches("\\d{1,4}")) {
      return Integer.parseInt(name);
    }
    if (!name.startsWith("GPU-")) {
      return -1;
    }
    List<String> uuids = commands.output(UUIDS).orElse("").lines().map(String::strip).toList();
    return IntStream.range(0, uuids.size())
        .filter(k -> uuids.get(k).startsWith(name))
        .findFirst()
        .orElse(-1);
  }
}
