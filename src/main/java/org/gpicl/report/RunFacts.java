package org.gpicl.report;

import java.util.List;
import java.util.Map;

/**
 * What a manifest says of the program, the machine and the run; its maker finds these out.
 *
 * @param started ISO 8601, UTC
 * @param finished ISO 8601, UTC; empty while it runs
 * @param imageSets what was trained and evaluated on
 */
public record RunFacts(
    Program program,
    Host host,
    Execution execution,
    String started,
    String finished,
    List<ImageSetFacts> imageSets) {

  public RunFacts {
    imageSets = List.copyOf(imageSets);
  }

  /**
   * This program.
   *
   * @param gitCommit it was built from, or empty
   */
  public record Program(String version, String gitCommit) {}

  /**
   * The machine that wrote the manifest, and the GPUs that trained.
   *
   * @param jdk such as {@code OpenJDK 64-Bit Server VM 25.0.1 (Debian)}
   * @param os name, version and architecture
   * @param cpu model name, or empty
   * @param gpu model name, or empty if the processor trained; different models joined by commas
   */
  public record Host(String jdk, String os, String cpu, String gpu) {}

  /**
   * How the last run trained.
   *
   * @param engine its name
   * @param description versions and kernels in use
   * @param workers cells trained at a time
   * @param threadsPerWorker cores for each of them
   */
  public record Execution(String engine, String description, int workers, int threadsPerWorker) {}

  /**
   * @param name as sweep files write it
   * @param source the folder or address that it came from
   * @param sha256 of each file, by name
   * @param verified whether there are published hashes and the files match them
   */
  public record ImageSetFacts(
      String name, String source, Map<String, String> sha256, boolean verified) {}
}
