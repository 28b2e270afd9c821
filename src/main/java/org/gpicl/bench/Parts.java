package org.gpicl.bench;

import java.util.List;

/**
 * Benchmarks of single kernels. Found by {@link java.util.ServiceLoader}; the program itself brings
 * none.
 */
public interface Parts {

  /**
   * Runs those whose name matches and prints what they took.
   *
   * @param pattern a regular expression
   * @param jvmArguments what every JVM of this program needs
   */
  void run(String pattern, List<String> jvmArguments);
}
