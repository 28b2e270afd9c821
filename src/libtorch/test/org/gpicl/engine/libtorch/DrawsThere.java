package org.gpicl.engine.libtorch;

/** A processor that is treated as a device with random numbers of its own. */
class DrawsThere extends Processor {
  @Override
  public boolean drawsThere() {
    return true;
  }
}
