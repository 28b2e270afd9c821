package org.gpicl.doctor;

import java.util.List;
import org.gpicl.engine.Gpu;
import org.gpicl.engine.Nvidia;

/** Which NVIDIA devices there are. */
record NvidiaCheck(Nvidia nvidia) implements Check {
  private static final String SUBJECT = "GPU";

  @Override
  public List<Finding> look() {
    String driver = nvidia.driver().isEmpty() ? "" : ", driver " + nvidia.driver();
    if (nvidia.devices().isEmpty()) {
      return List.of(
          nvidia.driver().isEmpty()
              ? Finding.ok(SUBJECT, "no NVIDIA device, so engines run on the processor")
              : Finding.note(
                  SUBJECT,
                  "no NVIDIA device" + driver,
                  "A container needs access to the devices: docker run --gpus all."));
    }
    return nvidia.devices().stream().map(gpu -> found(gpu, driver)).toList();
  }

  private Finding found(Gpu gpu, String driver) {
    return nvidia.reported()
        ? Finding.ok(SUBJECT, gpu.text() + driver)
        : Finding.note(
            SUBJECT,
            gpu.text() + driver + "; what it can run is not known",
            "Install nvidia-smi, which comes with the driver.");
  }
}
