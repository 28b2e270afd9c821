package org.gpicl.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** Describes the machine, for manifests, provenance and estimates. */
public final class Machine {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** The processor's name, or its architecture where the system does not say. */
  public static String processor() {
    return first("model name", CPU_INFO).orElse(System.getProperty("os.arch"));
  }

  /** The processor's instruction sets as Linux names them; empty where the system does not say. */
  public static Set<String> instructions() {
    return instructions(CPU_INFO);
  }

  static Set<String> instructions(Path info) {
    return first("flags", info)
        .map(flags -> Set.copyOf(List.of(flags.split("\\s+"))))
        .orElse(Set.of());
  }

  /** What Linux says of the first processor under a name. */
  private static Optional<String> first(String name, Path info) {
    try (Stream<String> lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  /** The Java runtime's version and vendor. */
  public static String jdk() {
    return System.getProperty("java.runtime.version") + " " + System.getProperty("java.vendor");
  }

  /** The operating system's name and version. */
  public static String operatingSystem() {
    return System.getProperty("os.name") + " " + System.getProperty("os.version");
  }

  /** The kernels that OpenBLAS uses to project images; the bits of the result depend on them. */
  public static String kernels() {
    String chosen = System.getenv("OPENBLAS_CORETYPE");
    return "OpenBLAS kernels " + (chosen == null ? "of its own choice" : chosen);
  }

  /** This process as others see it, such as {@code 4711@host}. */
  public static String process() {
    return ManagementFactory.getRuntimeMXBean().getName();
  }

  /** The name of this machine, as others see it. */
  public static String host() {
    String process = process();
    return process.substring(process.indexOf('@') + 1);
  }

  /** Cores that this process may use. */
  public static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Bytes of memory that this process takes, native memory included, where the system says so. */
  public static OptionalDouble residentMemory() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToDouble(kibibytes -> 1024 * Double.parseDouble(kibibytes))
          .findFirst();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  /** Bytes of memory that this process may use at most, a container's limit included. */
  public static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }
}
