package org.gpicl.sweep;

import java.util.function.Supplier;

/**
 * A key and a hash, computed when they are first asked for: in a sweep of thousands of cells they
 * cost more than everything that is looked up by them. They follow from what they name and add
 * nothing to it, so all are equal.
 */
final class Names {
  private String key;
  private String hash;

  /** Threads that ask at the same time compute the same. */
  String key(Supplier<String> compute) {
    String known = key;
    if (known == null) {
      known = compute.get();
      key = known;
    }
    return known;
  }

  String hash(Supplier<String> compute) {
    String known = hash;
    if (known == null) {
      known = compute.get();
      hash = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Names;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return hash == null ? "" : hash;
  }
}
