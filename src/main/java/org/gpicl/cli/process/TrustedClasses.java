package org.gpicl.cli.process;

import java.io.ObjectInputFilter;

/**
 * Limits what a database may have this process load. {@code StoredSchema} refuses a file whose
 * definitions would run a program; this is the second door, for whatever H2, Batch and Quartz make
 * of what is in rows.
 */
public final class TrustedClasses {
  private static final String NO_CLASS = "none";

  /** What Batch, Quartz, ND4J and JMH write; collections are of the base module. */
  private static final String SERIALIZED =
      "maxdepth=100;java.base/*;org.springframework.batch.**;org.quartz.**;org.nd4j.**;org.openjdk.jmh.**;!*";

  private TrustedClasses() {}

  /** To be called before any of them is used; a JVM's own options take precedence. */
  public static void limit() {
    if (System.getProperty("h2.allowedClasses") == null) {
      System.setProperty("h2.allowedClasses", NO_CLASS);
    }
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      ObjectInputFilter.Config.setSerialFilter(filter());
    }
  }

  /** What may be deserialised. */
  static ObjectInputFilter filter() {
    return ObjectInputFilter.Config.createFilter(SERIALIZED);
  }
}
