package org.gpicl.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The NVIDIA GPUs of a machine, as reported by nvidia-smi, or at least their names from the
 * driver's files.
 */
public final class Nvidia {
  private static final Pattern DRIVER =
      Pattern.compile("NVRM version:.*?(\\d+\\.\\d+(?:\\.\\d+)?)");
  private static final List<String> QUERY =
      List.of(
          "nvidia-smi",
          "--query-gpu=name,compute_cap,memory.total,driver_version",
          "--format=csv,noheader");

  private final List<Gpu> devices;
  private final String driver;
  private final boolean reported;

  private Nvidia(List<Gpu> devices, String driver, boolean reported) {
    this.devices = List.copyOf(devices);
    this.driver = driver;
    this.reported = reported;
  }

  /** Finds the GPUs of this machine. */
  public static Nvidia ofThisMachine() {
    return of(Path.of("/proc/driver/nvidia"), Commands::run);
  }

  /**
   * Finds GPUs from the driver's files and the output of nvidia-smi.
   *
   * @param directory the driver's directory, which need not exist
   */
  public static Nvidia of(Path directory, Commands commands) {
    List<Gpu> devices = new ArrayList<>();
    String driver = driver(directory);
    Optional<String> output = commands.output(QUERY);
    for (String line : output.orElse("").lines().toList()) {
      String[] fields = line.split("\\s*,\\s*");
      if (fields.length == 4) {
        devices.add(new Gpu(fields[0].strip(), Gpu.Capability.read(fields[1]), fields[2]));
        driver = fields[3].strip();
      }
    }
    boolean reported = !devices.isEmpty();
    return new Nvidia(reported ? devices : names(directory), driver, reported);
  }

  private static String driver(Path directory) {
    try {
      Matcher version = DRIVER.matcher(Files.readString(directory.resolve("version")));
      return version.find() ? version.group(1) : "";
    } catch (IOException noDriver) {
      return "";
    }
  }

  private static List<Gpu> names(Path directory) {
    List<Gpu> devices = new ArrayList<>();
    try (Stream<Path> gpus = Files.list(directory.resolve("gpus"))) {
      for (Path gpu : gpus.sorted().toList()) {
        String name =
            Files.readString(gpu.resolve("information"))
                .lines()
                .filter(line -> line.startsWith("Model:"))
                .map(line -> line.substring("Model:".length()).strip())
                .findFirst()
                .orElse("a device without a name");
        devices.add(new Gpu(name, Optional.empty(), ""));
      }
    } catch (IOException noDriver) {
      return devices;
    }
    return devices;
  }

  /** All GPUs, in the driver's order. */
  public List<Gpu> devices() {
    return devices;
  }

  /** The driver's version, or an empty text. */
  public String driver() {
    return driver;
  }

  /** Whether nvidia-smi reported them. */
  public boolean reported() {
    return reported;
  }

  /** The numbers of the GPUs that are visible to this process and that a library has code for. */
  public List<Integer> usable(CodeRange code) {
    return VisibleDevices.ofThisProcess(devices.size()).numbers().stream()
        .filter(number -> devices.get(number).capability().map(code::covers).orElse(true))
        .toList();
  }

  /** Why there is no usable GPU, as a clause to build a message from. */
  public String without(CodeRange code) {
    if (devices.isEmpty()) {
      return "no NVIDIA device is visible here (nvidia-smi reports none)";
    }
    if (VisibleDevices.ofThisProcess(devices.size()).numbers().isEmpty()) {
      return "CUDA_VISIBLE_DEVICES shows none of them (parts of a device, MIG, are not supported)";
    }
    return "its code is for compute capability %s, but this machine has %s"
        .formatted(code, devices.stream().map(Gpu::text).collect(Collectors.joining("; ")));
  }
}
