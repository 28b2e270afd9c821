package org.gpicl.job.run;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gpicl.engine.Engine;
import org.gpicl.engine.Gpu;
import org.gpicl.engine.Nvidia;

/** The models of the GPUs that a run trains on; empty if it trains on the processor. */
final class TrainingDevices {
  /** As an engine's description ends with {@link Gpu#text}, which the run's provenance contains. */
  private static final Pattern NAMED = Pattern.compile(", on (?!the processor)([^,;]+)");

  private TrainingDevices() {}

  /**
   * @param devices the engine of each device
   */
  static String of(List<Engine> devices) {
    return of(devices, () -> Nvidia.ofThisMachine().devices());
  }

  static String of(List<Engine> devices, Supplier<List<Gpu>> gpus) {
    List<Integer> numbers =
        devices.stream()
            .map(Engine::device)
            .filter(OptionalInt::isPresent)
            .map(OptionalInt::getAsInt)
            .toList();
    if (numbers.isEmpty()) {
      return "";
    }
    List<Gpu> known = gpus.get();
    return numbers.stream()
        .map(number -> number < known.size() ? known.get(number).name() : "device " + number)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** The same of an earlier run, as far as its provenance names it. */
  static String in(String provenance) {
    Matcher named = NAMED.matcher(provenance);
    return named.find() ? named.group(1) : "";
  }
}
