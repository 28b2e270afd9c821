package org.gpicl.engine.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.gpicl.engine.EngineException;
import org.nd4j.linalg.factory.Nd4j;

/** Loads ND4J's natives, or says in one sentence that they are not to be had. */
final class Backend {
  private Backend() {}

  /** ND4J's release, as Maven wrote it into the library. */
  static String version() {
    Properties pom = new Properties();
    try (InputStream in =
        Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
      if (in != null) {
        pom.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pom.getProperty("version", "of an unknown version");
  }

  /** What ND4J says of itself; the first call loads the natives. */
  static Properties environment() {
    try {
      return Nd4j.getExecutioner().getEnvironmentInformation();
    } catch (RuntimeException | LinkageError e) {
      throw new EngineException(
          "ND4J found no backend for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + "; use --engine vector instead, or put ND4J's natives for this machine on the"
              + " class path.",
          e);
    }
  }
}
