package org.gpicl.engine.libtorch;

import java.util.ArrayDeque;
import java.util.Deque;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.libtorch.device.ComputeDevice;
import org.gpicl.engine.libtorch.dropout.DropoutBits;
import org.gpicl.engine.libtorch.dropout.DropoutSource;
import org.gpicl.engine.libtorch.dropout.DropoutTensors;
import org.gpicl.engine.libtorch.dropout.Dropouts;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;

/**
 * Everything that a training has in its device's memory. If memory runs out while the parts are
 * made, those made so far can still be closed.
 */
final class TrainerParts implements AutoCloseable {
  private final ComputeDevice device;
  private final Deque<Runnable> closing = new ArrayDeque<>(); // the newest first
  private FlatParameters parameters;
  private FlatOptimiser optimiser;
  private Network network;
  private DropoutSource dropouts; // null for none

  /**
   * Starts without parts.
   *
   * @param device closed together with the parts
   */
  TrainerParts(ComputeDevice device) {
    this.device = device;
    closing.push(device::close);
  }

  TrainerParts make(ModelSpec model, TrainingSpec training, TrainingState initial) {
    device.enter();
    parameters = new FlatParameters(model, initial.parameters(), device);
    closing.push(parameters::close);
    optimiser = new FlatOptimiser(training.optimiser(), parameters, initial);
    closing.push(optimiser::close);
    if (model instanceof TransformerSpec transformer) {
      network = new TransformerNetwork(transformer, parameters, device);
      closing.push(network::close);
      if (transformer.dropout() > 0) {
        dropouts =
            device.drawsThere()
                ? new DropoutTensors(transformer, training.seed(), device)
                : new DropoutBits(transformer, training.seed());
        closing.push(dropouts::close);
      }
    } else if (model instanceof LstmSpec lstm) {
      network = new LstmNetwork(lstm, parameters, device);
      closing.push(network::close);
    } else if (model instanceof OpLstmSpec lstm) {
      network = new OpLstmNetwork(lstm, parameters);
    } else {
      network = new MlpNetwork((MlpSpec) model, parameters);
    }
    return this;
  }

  FlatParameters parameters() {
    return parameters;
  }

  FlatOptimiser optimiser() {
    return optimiser;
  }

  Network network() {
    return network;
  }

  /**
   * The dropouts of a training pass.
   *
   * @param first the place of its first item in the batch
   */
  Dropouts dropouts(long step, int first, int items) {
    return dropouts == null ? Dropouts.NONE : dropouts.of(step, first, items);
  }

  @Override
  public void close() {
    device.enter();
    closing.forEach(Runnable::run);
  }
}
