package org.gpicl.engine.libtorch;

import org.gpicl.engine.libtorch.device.CpuDevice;

/** A processor that is treated as a device with random numbers of its own. */
public class DrawsThere extends CpuDevice {
  @Override
  public boolean drawsThere() {
    return true;
  }
}
