package org.gpicl.metrics;

import java.util.List;

/** The GPUs of this machine. */
@FunctionalInterface
public interface Devices {

  /** Of a machine that has none. */
  Devices NONE = List::of;

  /** How each of them is right now; those that cannot be asked are left out. */
  List<Readings.OfDevice> look();
}
