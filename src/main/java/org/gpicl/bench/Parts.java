package org.gpicl.bench;

import java.util.List;

/**
 * Benchmarks of single kernels, found by {@link java.util.ServiceLoader}; the program itself
 * includes none.
 */
public interface Parts {

  /**
   * Runs the benchmarks whose names match, and prints their times.
   *
   * @param pattern a regular expression
   * @param jvmArguments the options that every JVM of this program needs
   */
  void run(String pattern, List<String> jvmArguments);
}
