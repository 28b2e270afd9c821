package org.gpicl.machine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * Version and commit of this program, as the build recorded them.
 *
 * @param version of the program
 * @param commit it was built from, or empty outside of a checkout
 */
public record Build(String version, String commit) {

  public static Build read() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("/gpicl-build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      return new Build("unknown", "");
    }
    return new Build(
        properties.getProperty("version", "unknown"), commit(properties.getProperty("commit", "")));
  }

  /** A build outside of a checkout leaves the placeholder as it is. */
  private static String commit(String filtered) {
    return filtered.startsWith("$") ? "" : filtered;
  }
}
