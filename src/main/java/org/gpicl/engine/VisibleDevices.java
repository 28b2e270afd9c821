package org.gpicl.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The GPUs that CUDA shows to this process, in CUDA's order, by their driver numbers: all of them,
 * or those that {@code CUDA_VISIBLE_DEVICES} names by number or by the beginning of their UUID.
 * Like CUDA, this ends the list at the first unknown name.
 *
 * @param numbers the driver's number of each visible device
 */
public record VisibleDevices(List<Integer> numbers) {
  private static final List<String> UUIDS =
      List.of("nvidia-smi", "--query-gpu=uuid", "--format=csv,noheader");

  public VisibleDevices {
    numbers = List.copyOf(numbers);
  }

  /** The GPUs visible to this process. */
  public static VisibleDevices ofThisProcess(int all) {
    return of(all, Optional.ofNullable(System.getenv("CUDA_VISIBLE_DEVICES")), Commands::run);
  }

  /**
   * The GPUs that an environment variable leaves visible.
   *
   * @param all how many the driver counts
   * @param named the variable's value; empty if it is not set
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

  /** The number of a named GPU, negative if there is none. */
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
