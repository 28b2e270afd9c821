package org.gpicl.metrics;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * What is used of NVIDIA's management library, which comes with the driver; names are its own. Each
 * function returns {@link #SUCCESS} or says what is wrong by a number.
 */
interface Nvml extends Library {
  int SUCCESS = 0;
  int TEMPERATURE_OF_THE_GPU = 0;
  int NAME_BYTES = 96;

  int nvmlInit_v2();

  int nvmlDeviceGetCount_v2(IntByReference count);

  int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device);

  int nvmlDeviceGetName(Pointer device, byte[] name, int length);

  /**
   * @param percent the structure nvmlUtilization_t: of the GPU, of its memory
   */
  int nvmlDeviceGetUtilizationRates(Pointer device, int[] percent);

  /**
   * @param bytes the structure nvmlMemory_t: total, free, used
   */
  int nvmlDeviceGetMemoryInfo(Pointer device, long[] bytes);

  int nvmlDeviceGetTemperature(Pointer device, int sensor, IntByReference celsius);

  int nvmlDeviceGetPowerUsage(Pointer device, IntByReference milliwatts);
}
