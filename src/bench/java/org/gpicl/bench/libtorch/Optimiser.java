package org.gpicl.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.zeros;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorList;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.model.OptimiserSpec;

/** Updates parameters from gradients, outside autograd. */
interface Optimiser {
  void step(double rate);

  static Optimiser of(OptimiserSpec spec, Parameters parameters) {
    return spec instanceof OptimiserSpec.Adam adam
        ? new FusedAdam(adam, parameters)
        : rate -> parameters.all().forEach(p -> p.add_(p.grad(), new Scalar(-rate)));
  }

  /**
   * AdamW in one kernel for all parameters, as {@code torch.optim.AdamW(fused=True)}. The C++
   * optimiser, several small operations for each parameter, is slower; the operator has no wrapper.
   */
  final class FusedAdam implements Optimiser {
    private final OptimiserSpec.Adam spec;
    private final Parameters parameters;
    private final TensorVector values;
    private final TensorVector firstMoments = new TensorVector();
    private final TensorVector secondMoments = new TensorVector();
    private final TensorVector steps = new TensorVector();
    private final Tensor step = zeros(new long[] {}, new TensorOptions(ScalarType.Float));
    private final OperatorHandle operator =
        Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adamw_", "");

    FusedAdam(OptimiserSpec.Adam spec, Parameters parameters) {
      this.spec = spec;
      this.parameters = parameters;
      this.values = parameters.vector();
      for (Tensor parameter : parameters.all()) {
        firstMoments.push_back(zeros_like(parameter));
        secondMoments.push_back(zeros_like(parameter));
        steps.push_back(step);
      }
    }

    @Override
    public void step(double rate) {
      step.add_(new Scalar(1.0));
      operator.callBoxed(
          new IValueVector(
              list(values),
              list(parameters.gradients()),
              list(firstMoments),
              list(secondMoments),
              list(new TensorVector()), // for amsgrad
              list(steps),
              new IValue(rate),
              new IValue(spec.beta1()),
              new IValue(spec.beta2()),
              new IValue(spec.weightDecay()),
              new IValue(spec.epsilon()),
              new IValue(false), // amsgrad
              new IValue(false), // maximise
              new IValue(), // scale of gradients
              new IValue())); // whether infinities were found
    }

    /** The presets support only lists of values; a list of tensors has the same representation. */
    private static IValue list(TensorVector tensors) {
      return new IValue(new GenericList((Pointer) new TensorList(tensors)));
    }
  }
}
