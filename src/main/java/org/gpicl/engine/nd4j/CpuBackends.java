package org.gpicl.engine.nd4j;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Shows ND4J only those of its backends that compute on the processor. Where both are built in it
 * would take the GPU's first, and there is no setting for it but a variable of the environment.
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
