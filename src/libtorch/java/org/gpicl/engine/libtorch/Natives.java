package org.gpicl.engine.libtorch;

import java.util.List;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_cuda;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.EngineSettings;

/** Finds out which of PyTorch's native libraries are built in, and loads them. */
final class Natives {
  private static final String FOR_GPUS = "/org/bytedeco/pytorch/linux-x86_64-gpu/libtorch_cuda.so";

  /** The settings with which cuBLAS's products repeat to the bit. */
  private static final List<String> REPEATING = List.of(":4096:8", ":16:8");

  private Natives() {}

  /** Whether the libraries for NVIDIA GPUs are built in; this loads nothing. */
  static boolean forGpus() {
    return Natives.class.getResource(FOR_GPUS) != null;
  }

  /**
   * Loads the libraries and applies the settings of the whole process.
   *
   * @throws EngineException if a library is missing; the message says which
   */
  static void load(EngineSettings settings) {
    try {
      torch.set_num_threads(
          1); // one core per worker: OpenMP's threads would compete with the workers
    } catch (LinkageError e) {
      // The libraries for GPUs need CUDA's even when they compute on the processor.
      throw forGpus() ? withoutCuda(e) : withoutLibtorch(e);
    }
    boolean repeat = settings.deterministic();
    Context context = torch.globalContext();
    context.setDeterministicAlgorithms(repeat, false);
    context.setDeterministicCuDNN(repeat);
    context.setDeterministicFillUninitializedMemory(false); // nothing reads uninitialised memory
    // Products in 32 bits, whatever the environment says, since they also project sequences.
    context.setAllowTF32CuBLAS(false);
    context.setSDPUseFlash(!repeat);
    context.setSDPUseMemEfficient(!repeat);
    context.setSDPUseCuDNN(!repeat);
  }

  /**
   * Loads the libraries, including those for NVIDIA GPUs.
   *
   * @param ordinal CUDA's number of the GPU that must be present
   * @throws EngineException if a library or the device is missing
   */
  static void loadForGpu(EngineSettings settings, int ordinal) {
    load(settings);
    String workspace = System.getenv("CUBLAS_WORKSPACE_CONFIG");
    if (settings.deterministic() && !REPEATING.contains(String.valueOf(workspace))) {
      throw new EngineException(
          "deterministic: true needs CUBLAS_WORKSPACE_CONFIG to be %s before the program starts; it is %s"
              .formatted(String.join(" or ", REPEATING), workspace));
    }
    try {
      if (torch_cuda.device_count() <= ordinal) {
        throw new EngineException(
            "CUDA 13 does not show device %d to libtorch: the driver is too old for it, or the device is unavailable; nvidia-smi shows the driver's version. --engine vector trains on the processor"
                .formatted(ordinal));
      }
    } catch (LinkageError e) {
      throw withoutCuda(e);
    }
  }

  private static EngineException withoutCuda(LinkageError e) {
    return new EngineException(
        "libtorch cannot be loaded (%s): as it is built it needs NVIDIA's driver and the libraries of CUDA 13 and cuDNN 9; install them or name their folders in LD_LIBRARY_PATH (docs/gpu.md). --engine vector trains on the processor without them"
            .formatted(reason(e)),
        e);
  }

  private static EngineException withoutLibtorch(LinkageError e) {
    return new EngineException(
        "libtorch cannot be loaded on %s %s (%s): use --engine vector"
            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), reason(e)),
        e);
  }

  /** The system loader's message, without the path of the library that it was loading. */
  private static String reason(Throwable thrown) {
    Throwable first = thrown;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String message = first.getMessage() == null ? first.toString() : first.getMessage();
    return message.lines().findFirst().orElse("").replaceFirst("^/\\S*: (?=\\S+: )", "");
  }

  /** Versions and settings, for the manifest. */
  static String description() {
    String settings = torch.show_config().getString();
    return "PyTorch %s, BLAS %s, %s kernels"
        .formatted(
            setting(settings, "TORCH_VERSION"),
            setting(settings, "BLAS_INFO"),
            torch.get_cpu_capability().getString());
  }

  private static String setting(String settings, String name) {
    int begin = settings.indexOf(name + "=");
    return begin < 0
        ? "unknown"
        : settings.substring(begin + name.length() + 1).split("[,\\s]", 2)[0];
  }
}
