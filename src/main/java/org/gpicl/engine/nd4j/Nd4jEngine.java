package org.gpicl.engine.nd4j;

import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.gpicl.engine.CodeRange;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.EngineSettings;
import org.gpicl.engine.Nvidia;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.VisibleDevices;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.Precision;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;

/**
 * Trains on ND4J: with its CUDA backend on the first visible GPU, if that is built in, otherwise on
 * the processor, with the number of threads in OMP_NUM_THREADS when the process starts.
 */
public final class Nd4jEngine implements Engine {
  private final EngineSettings settings;

  /** An engine on whatever backend is built in. */
  public Nd4jEngine() {
    this(new EngineSettings(false, false));
  }

  private Nd4jEngine(EngineSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public Engine with(EngineSettings wanted) {
    return new Nd4jEngine(wanted);
  }

  private boolean onGpu() {
    return !settings.onProcessor() && Backend.forGpus();
  }

  @Override
  public List<Engine> devices() {
    check();
    return List.of(this);
  }

  /**
   * Checks for a usable GPU: ND4J would silently fall back to the processor, or crash on a GPU that
   * it has no code for.
   */
  private void check() {
    if (onGpu()) {
      Nvidia nvidia = Nvidia.ofThisMachine();
      List<Integer> shown = shown(nvidia);
      if (shown.size() > 1) {
        throw new EngineException(
            "engine nd4j would spread one training over the %d visible devices; set CUDA_VISIBLE_DEVICES to one of them"
                .formatted(shown.size()));
      }
      if (nvidia.usable(CodeRange.ND4J).isEmpty()) {
        throw new EngineException(
            "engine nd4j is built for NVIDIA devices, but %s; --engine vector trains on the processor, and so does nd4j with --set device=cpu"
                .formatted(nvidia.without(CodeRange.ND4J)));
      }
    }
  }

  private static List<Integer> shown(Nvidia nvidia) {
    return VisibleDevices.ofThisProcess(nvidia.devices().size()).numbers();
  }

  @Override
  public OptionalInt device() {
    if (!onGpu()) {
      return OptionalInt.empty();
    }
    List<Integer> shown = shown(Nvidia.ofThisMachine());
    return shown.isEmpty() ? OptionalInt.empty() : OptionalInt.of(shown.get(0));
  }

  /**
   * The ND4J version, its backend and BLAS.
   *
   * @throws EngineException if no backend can be loaded here
   */
  @Override
  public String description() {
    Properties environment = load();
    return "ND4J "
        + Backend.version()
        + ", backend "
        + environment.getProperty("backend")
        + ", BLAS "
        + environment.getProperty("blas.vendor");
  }

  /** All but models that are fitted to examples. */
  @Override
  public boolean supports(ModelSpec model, Precision precision) {
    return precision == Precision.FLOAT32 && !(model instanceof AdaptedMlpSpec);
  }

  @Override
  public Trainer open(
      ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
    if (model instanceof AdaptedMlpSpec) {
      throw EngineException.onlyVector(name());
    }
    load();
    return new Nd4jTrainer(network(model, training, initial), training, initial, stop);
  }

  private Properties load() {
    check();
    Properties environment = Backend.environment(settings.onProcessor());
    boolean cuda = "CUDA".equals(environment.getProperty("backend"));
    if (cuda && settings.onProcessor()) {
      throw new EngineException(
          "engine nd4j already computes on the GPU in this process and cannot do both: restart the"
              + " program for device: cpu");
    }
    if (onGpu() && !cuda) {
      throw new EngineException(
          "engine nd4j is built for NVIDIA devices, but its CUDA backend is not loaded (the driver"
              + " or a library of CUDA 11.6 is missing: see the log; or this process has already"
              + " computed with device: cpu); --engine vector trains on the processor, and so does"
              + " nd4j with --set device=cpu");
    }
    return environment;
  }

  private static Network network(ModelSpec model, TrainingSpec training, TrainingState initial) {
    if (model instanceof MlpSpec mlp) {
      return LayeredNetwork.of(mlp, initial.parameters());
    }
    if (model instanceof LstmSpec lstm) {
      return LayeredNetwork.of(lstm, initial.parameters());
    }
    if (model instanceof OpLstmSpec lstm) {
      return GraphNetwork.of(lstm, training, initial.parameters());
    }
    return GraphNetwork.of((TransformerSpec) model, training, initial.parameters());
  }
}
