package org.gpicl.metrics;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** NVIDIA's GPUs, by the library that comes with their driver. What one does not report is NaN. */
public final class NvmlDevices implements Devices {
  private static final Logger LOG = LoggerFactory.getLogger(NvmlDevices.class);

  private final Nvml nvml;

  private NvmlDevices(Nvml nvml) {
    this.nvml = nvml;
  }

  /** Those of this machine; none without a driver. */
  public static Devices ofThisMachine() {
    // With its version: what has no developer's files has no other name for it.
    return of(Platform.isWindows() ? "nvml" : "libnvidia-ml.so.1");
  }

  static Devices of(String library) {
    try {
      Nvml nvml = Native.load(library, Nvml.class);
      int result = nvml.nvmlInit_v2();
      if (result == Nvml.SUCCESS) {
        return new NvmlDevices(nvml);
      }
      LOG.debug("No GPUs: {} says {}", library, result);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      LOG.debug("No GPUs: {}", e.getMessage());
    }
    return NONE;
  }

  @Override
  public List<Readings.OfDevice> look() {
    IntByReference count = new IntByReference();
    List<Readings.OfDevice> devices = new ArrayList<>();
    if (nvml.nvmlDeviceGetCount_v2(count) == Nvml.SUCCESS) {
      for (int index = 0; index < count.getValue(); index++) {
        PointerByReference handle = new PointerByReference();
        if (nvml.nvmlDeviceGetHandleByIndex_v2(index, handle) == Nvml.SUCCESS) {
          devices.add(look(index, handle.getValue()));
        }
      }
    }
    return devices;
  }

  private Readings.OfDevice look(int index, Pointer device) {
    byte[] name = new byte[Nvml.NAME_BYTES];
    boolean named = nvml.nvmlDeviceGetName(device, name, name.length) == Nvml.SUCCESS;
    int[] percent = new int[2];
    boolean used = nvml.nvmlDeviceGetUtilizationRates(device, percent) == Nvml.SUCCESS;
    long[] bytes = new long[3];
    boolean sized = nvml.nvmlDeviceGetMemoryInfo(device, bytes) == Nvml.SUCCESS;
    IntByReference celsius = new IntByReference();
    boolean felt =
        nvml.nvmlDeviceGetTemperature(device, Nvml.TEMPERATURE_OF_THE_GPU, celsius) == Nvml.SUCCESS;
    IntByReference milliwatts = new IntByReference();
    boolean fed = nvml.nvmlDeviceGetPowerUsage(device, milliwatts) == Nvml.SUCCESS;
    return new Readings.OfDevice(
        index,
        named ? Native.toString(name, StandardCharsets.UTF_8.name()) : "unknown",
        used ? percent[0] / 100.0 : Double.NaN,
        sized ? bytes[2] : Double.NaN,
        sized ? bytes[0] : Double.NaN,
        felt ? celsius.getValue() : Double.NaN,
        fed ? milliwatts.getValue() / 1e3 : Double.NaN);
  }
}
