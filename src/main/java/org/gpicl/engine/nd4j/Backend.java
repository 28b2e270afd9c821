package org.gpicl.engine.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.gpicl.engine.EngineException;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/** Loads ND4J's native libraries, or explains in one sentence that there are none. */
final class Backend {
  private Backend() {}

  /** ND4J's version, as recorded by Maven in the library. */
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

  /** Whether a backend for GPUs is built in; this loads nothing. */
  static boolean forGpus() {
    return Backend.class.getResource("/org/nd4j/linalg/jcublas/JCublasBackend.class") != null;
  }

  /**
   * ND4J's description of its environment; the first call loads the native libraries.
   *
   * @param onProcessor whether to ignore a backend for GPUs
   */
  static Properties environment(boolean onProcessor) {
    if (onProcessor && forGpus()) {
      ND4JClassLoading.setNd4jClassloader(new CpuBackends(Backend.class.getClassLoader()));
    }
    try {
      return Nd4j.getExecutioner().getEnvironmentInformation();
    } catch (RuntimeException | LinkageError e) {
      throw new EngineException(
          "ND4J found no backend for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + "; use --engine vector instead, or put ND4J's native libraries for this machine"
              + " on the class path"
              + (forGpus() ? "; its backend for GPUs needs a driver for CUDA 11.6" : "")
              + ".",
          e);
    }
  }
}
