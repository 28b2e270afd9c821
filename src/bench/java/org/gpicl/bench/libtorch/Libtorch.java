package org.gpicl.bench.libtorch;

import org.bytedeco.pytorch.global.torch;
import org.gpicl.bench.timing.Contestant;
import org.gpicl.bench.timing.Yardstick;
import org.gpicl.engine.Batch;
import org.gpicl.engine.EngineException;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.gpicl.sweep.Cell;

/** libtorch on one thread of the CPU. */
public final class Libtorch implements Yardstick {
  private static final int SEED = 1;

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public String description() {
    load();
    String settings = torch.show_config().getString();
    return "%s, BLAS %s, %s kernels, %d thread"
        .formatted(
            setting(settings, "TORCH_VERSION"),
            setting(settings, "BLAS_INFO"),
            torch.get_cpu_capability().getString(),
            torch.get_num_threads());
  }

  private static String setting(String settings, String name) {
    int begin = settings.indexOf(name + "=");
    return begin < 0
        ? "unknown"
        : settings.substring(begin + name.length() + 1).split("[,\\s]", 2)[0];
  }

  private static void load() {
    try {
      torch.set_num_threads(1);
      torch.manual_seed(SEED);
    } catch (LinkageError e) {
      throw new EngineException(
          "libtorch cannot be loaded on %s %s: its presets have natives for Linux and Windows on x86-64 and for macOS on arm64. Without --libtorch everything else is measured."
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
          e);
    }
  }

  @Override
  public Contestant steps(Cell cell, Batch batch) {
    ModelSpec model = cell.model();
    TrainingSpec training = cell.spec();
    if (model instanceof MlpSpec mlp) {
      return new TorchMlp(mlp, training, batch);
    }
    if (model instanceof LstmSpec lstm) {
      return new TorchLstm(lstm, training, batch);
    }
    if (model instanceof OpLstmSpec lstm) {
      return new TorchOpLstm(lstm, training, batch);
    }
    return new TorchTransformer((TransformerSpec) model, training, batch);
  }

  @Override
  public Contestant sequences(int features, int length, double deviation) {
    return new TorchSequences(features, length, deviation);
  }
}
