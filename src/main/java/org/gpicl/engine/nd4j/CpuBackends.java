package org.gpicl.engine.nd4j;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Hides from ND4J the backends that do not compute on the processor. If both are built in, it would
 * choose the GPU, and only an environment variable could change that.
 */
final class CpuBackends extends ClassLoader {
  private static final String BACKENDS = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";
  private static final String OF_GPUS = "nd4j-cuda";

  CpuBackends(ClassLoader all) {
    super(all);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> found = Collections.list(super.getResources(name));
    if (name.equals(BACKENDS)) {
      found.removeIf(backend -> backend.toString().contains(OF_GPUS));
    }
    return Collections.enumeration(found);
  }
}
