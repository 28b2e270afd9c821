package org.gpicl.doctor;

import java.lang.module.ModuleFinder;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.gpicl.machine.Machine;

/** The Java runtime and its vectors. */
final class JdkCheck implements Check {
  private static final String VECTORS = "jdk.incubator.vector";
  private static final int OLDEST = 17;

  @Override
  public List<Finding> look() {
    return List.of(
        Runtime.version().feature() < OLDEST
            ? Finding.wrong("JDK", Machine.jdk(), "Install JDK 17 or newer, or set JAVA_HOME.")
            : Finding.ok("JDK", Machine.jdk() + ", " + System.getProperty("java.home")),
        vectors());
  }

  private static Finding vectors() {
    if (ModuleLayer.boot().findModule(VECTORS).isPresent()) {
      return Finding.ok("vectors", VECTORS + ", " + Lanes.count() + " floats at a time");
    }
    return ModuleFinder.ofSystem().find(VECTORS).isPresent()
        ? Finding.wrong(
            "vectors",
            "module " + VECTORS + " is not loaded",
            "Start gpicl with its launcher, or Java with --add-modules " + VECTORS + ".")
        : Finding.wrong(
            "vectors",
            "this Java has no module " + VECTORS,
            "Install a full JDK: an image made with jlink may lack it.");
  }

  /** A class of its own, loaded only if the module is present. */
  private static final class Lanes {
    static int count() {
      return FloatVector.SPECIES_PREFERRED.length();
    }
  }
}
