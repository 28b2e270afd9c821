package org.gpicl.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numbers")
class CpuBackendsTest {
  private static final String BACKENDS = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  @TempDir Path libraries;

  private URL library(String name, String resource) throws IOException {
    Path file = libraries.resolve(name).resolve(resource);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
    return libraries.resolve(name).toUri().toURL();
  }

  @Test
  void backendsOfGpusAreHiddenAndNothingElse() throws IOException {
    URL[] both = {
      library("nd4j-cuda-11.6", BACKENDS),
      library("nd4j-native", BACKENDS),
      library("nd4j-cuda-11.6-preset", "other")
    };
    try (URLClassLoader all = new URLClassLoader(both, null)) {
      ClassLoader shown = new CpuBackends(all);
      List<URL> backends = Collections.list(shown.getResources(BACKENDS));
      assertThat(backends).hasSize(1);
      assertThat(backends.get(0).toString()).contains("nd4j-native");
      assertThat(Collections.list(shown.getResources("other"))).hasSize(1);
    }
  }
}
