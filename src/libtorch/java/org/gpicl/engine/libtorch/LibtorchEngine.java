package org.gpicl.engine.libtorch;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.gpicl.engine.CodeRange;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.EngineSettings;
import org.gpicl.engine.Gpu;
import org.gpicl.engine.Nvidia;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.VisibleDevices;
import org.gpicl.engine.libtorch.device.CpuDevice;
import org.gpicl.engine.libtorch.device.CudaDevice;
import org.gpicl.engine.libtorch.device.CudaStreams;
import org.gpicl.engine.libtorch.device.PhiloxTensors;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.Precision;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.gpicl.tasks.SetSpec;

/**
 * Trains with PyTorch's C++ library: on NVIDIA GPUs if it is built for them, otherwise, or on
 * request, on one thread of the processor.
 */
public final class LibtorchEngine implements Engine {
  /** The share of a device's memory that trainings may use; the rest is for CUDA itself. */
  private static final double USABLE = 0.8;

  /** The number of images to draw from if it is not known yet: that of MNIST. */
  private static final long USUAL_IMAGES = 60_000;

  private final EngineSettings settings;
  private final Place place;
  private List<Engine> found; // null until the first search, which may take a second

  /** Where it computes. */
  private sealed interface Place {
    /** Wherever it is built for. */
    record Anywhere() implements Place {}

    record OnProcessor() implements Place {}

    /**
     * @param number the driver's number of the GPU
     * @param streams the streams of its trainings, with CUDA's number of the GPU
     */
    record OnGpu(int number, CudaStreams streams, Gpu gpu) implements Place {}
  }

  /** An engine on whatever it is built for. */
  public LibtorchEngine() {
    this(new EngineSettings(false, false), new Place.Anywhere());
  }

  private LibtorchEngine(EngineSettings settings, Place place) {
    this.settings = settings;
    this.place = place;
  }

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public Engine with(EngineSettings wanted) {
    return new LibtorchEngine(wanted, new Place.Anywhere());
  }

  /** All but models that are fitted; and the LSTM of most processors has 32 bits only. */
  @Override
  public boolean supports(ModelSpec model, Precision precision) {
    boolean precise = precision == Precision.FLOAT32 || !(model instanceof LstmSpec) || onGpu();
    return precise && !(model instanceof AdaptedMlpSpec);
  }

  private boolean onGpu() {
    return place instanceof Place.OnGpu
        || place instanceof Place.Anywhere && !settings.onProcessor() && Natives.forGpus();
  }

  @Override
  public synchronized List<Engine> devices() {
    if (!(place instanceof Place.Anywhere)) {
      return List.of(this);
    }
    if (found == null) {
      found = find();
    }
    return found;
  }

  private List<Engine> find() {
    if (settings.onProcessor() || !Natives.forGpus()) {
      return List.of(new LibtorchEngine(settings, new Place.OnProcessor()));
    }
    Nvidia nvidia = Nvidia.ofThisMachine();
    List<Integer> usable = nvidia.usable(CodeRange.LIBTORCH);
    if (usable.isEmpty()) {
      throw new EngineException(
          "engine libtorch is built for NVIDIA devices, but %s; --engine vector trains on the processor, and so does libtorch with --set device=cpu"
              .formatted(nvidia.without(CodeRange.LIBTORCH)));
    }
    List<Integer> shown = VisibleDevices.ofThisProcess(nvidia.devices().size()).numbers();
    return usable.stream()
        .<Engine>map(
            number ->
                new LibtorchEngine(
                    settings,
                    new Place.OnGpu(
                        number,
                        new CudaStreams(shown.indexOf(number)),
                        nvidia.devices().get(number))))
        .toList();
  }

  @Override
  public OptionalInt device() {
    return place instanceof Place.OnGpu gpu ? OptionalInt.of(gpu.number()) : OptionalInt.empty();
  }

  @Override
  public int room(ModelSpec model, TrainingSpec training, SetSpec set) {
    if (!(place instanceof Place.OnGpu gpu) || gpu.gpu().bytes().isEmpty()) {
      return Integer.MAX_VALUE;
    }
    double each =
        OutOfMemory.bytes(model, training, CudaDevice.ACTIVATIONS) + CudaStreams.WORKSPACE_BYTES;
    if (model instanceof TransformerSpec transformer && transformer.dropout() > 0) {
      each += PhiloxTensors.bytes(CudaDevice.COUNTERS);
    }
    if (SequenceMaker.suits(set)) {
      each += SequenceMaker.bytes(set, USUAL_IMAGES, CudaDevice.COUNTERS);
    }
    return (int) (USABLE * gpu.gpu().bytes().get() / each);
  }

  @Override
  public boolean leavesCoresFree() {
    return place instanceof Place.OnGpu;
  }

  @Override
  public String description() {
    if (place instanceof Place.Anywhere) {
      return devices().get(0).description();
    }
    load();
    return Natives.description()
        + (place instanceof Place.OnGpu gpu ? ", on " + gpu.gpu().text() : ", on the processor")
        + (settings.deterministic() ? ", deterministic" : "");
  }

  private void load() {
    if (place instanceof Place.OnGpu gpu) {
      Natives.loadForGpu(settings, gpu.streams().ordinal());
    } else {
      Natives.load(settings);
    }
  }

  @Override
  public Trainer open(
      ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
    if (model instanceof AdaptedMlpSpec) {
      throw EngineException.onlyVector(name());
    }
    if (place instanceof Place.Anywhere) {
      return devices().get(0).open(model, training, initial, stop);
    }
    load();
    if (place instanceof Place.OnGpu gpu) {
      return LibtorchTrainer.open(
          model, training, initial, new CudaDevice(gpu.streams(), gpu.gpu().text()), stop);
    }
    return LibtorchTrainer.open(model, training, initial, new CpuDevice(), stop);
  }
}
