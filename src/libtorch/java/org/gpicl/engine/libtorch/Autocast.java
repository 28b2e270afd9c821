package org.gpicl.engine.libtorch;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.model.Precision;

/**
 * Computes the calling thread's products in 16 bits until closed, if the precision requires it;
 * parameters, norms and losses stay in 32 bits.
 */
final class Autocast implements AutoCloseable {
  private final DeviceType device;
  private final boolean on;

  private Autocast(DeviceType device, boolean on) {
    this.device = device;
    this.on = on;
  }

  static Autocast of(Precision precision, DeviceType device) {
    boolean on = precision != Precision.FLOAT32;
    if (on) {
      // Cached casts of weights would outlive the update that changes the weights.
      torch.set_autocast_cache_enabled(false);
      torch.set_autocast_dtype(
          device, precision == Precision.BFLOAT16 ? ScalarType.BFloat16 : ScalarType.Half);
      torch.set_autocast_enabled(device, true);
    }
    return new Autocast(device, on);
  }

  @Override
  public void close() {
    if (on) {
      torch.set_autocast_enabled(device, false);
    }
  }
}
