package org.gpicl.sweep.key;

import java.util.List;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.type.Decay;
import org.gpicl.sweep.type.Numbers;
import org.gpicl.sweep.type.SettingType;
import org.gpicl.sweep.type.TextTypes;
import org.gpicl.sweep.type.TrainingLength;

/**
 * The keys that all models share: how a model is trained.
 *
 * <p>Either {@code steps} or {@code epochs} applies. Adam's settings have no effect with SGD.
 */
public record TrainingKeys(
    ModelKind kind,
    Key<Long> steps,
    Key<Long> epochs,
    Key<Integer> batch,
    Key<Optimiser> optimiser,
    Key<Double> learningRate,
    Key<Double> beta1,
    Key<Double> beta2,
    Key<Double> epsilon,
    Key<Double> weightDecay,
    Key<TrainingLength> warmup,
    Key<Decay> schedule,
    Key<Integer> restarts,
    Key<Double> clip,
    Key<TrainingLength> evaluateEvery) {

  public enum Optimiser {
    SGD,
    ADAM
  }

  static final SettingType<Integer> BATCH_SIZE = Numbers.whole(1, 1 << 16);

  List<Key<?>> all() {
    return List.of(
        steps,
        epochs,
        batch,
        optimiser,
        learningRate,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        warmup,
        schedule,
        restarts,
        clip,
        evaluateEvery);
  }

  public List<Key<Double>> adamOnly() {
    return List.of(beta1, beta2, epsilon, weightDecay);
  }

  static TrainingKeys mlp() {
    return new TrainingKeys(
        ModelKind.MLP,
        steps("mlp", null, null, null),
        epochs("mlp", "10", "10", "5"),
        batch("mlp", "128", "128", "128"),
        optimiser("mlp", "sgd", "sgd", "sgd"),
        learningRate("mlp", "0.1", "0.1", "0.1"),
        beta1("mlp"),
        beta2("mlp"),
        epsilon("mlp"),
        weightDecay("mlp"),
        warmup("mlp", "0 steps", "0 steps", "0 steps"),
        schedule("mlp", "constant", "constant", "constant"),
        restarts("mlp"),
        clip("mlp", "0", "0", "0"),
        evaluateEvery("mlp", "1 epochs", "1 epochs", "1 epochs"));
  }

  static TrainingKeys ofSequences(ModelKind kind) {
    return ofSequences(kind, "3600", "64", "0.002");
  }

  /** Whose steps are dear, and of which it needs few. */
  static TrainingKeys maml() {
    return ofSequences(ModelKind.MAML, "400", "16", "0.003");
  }

  private static TrainingKeys ofSequences(
      ModelKind kind, String smallSteps, String smallBatch, String smallRate) {
    String model = kind.key();
    return new TrainingKeys(
        kind,
        steps(model, "100000", "50000", smallSteps),
        epochs(model, null, null, null),
        batch(model, "128", "512", smallBatch),
        optimiser(model, "adam", "adam", "adam"),
        learningRate(model, "0.01", "0.0003", smallRate),
        beta1(model),
        beta2(model),
        epsilon(model),
        weightDecay(model),
        warmup(model, "500 epochs", "500 steps", "200 steps"),
        schedule(model, "cosine 100000 epochs", "constant", "constant"),
        restarts(model),
        clip(model, "0", "0", "1"),
        evaluateEvery(model, "500 steps", "500 steps", "200 steps"));
  }

  /** Of a model that does not learn from its only step. */
  static TrainingKeys ofOneStep(ModelKind kind) {
    String model = kind.key();
    return new TrainingKeys(
        kind,
        steps(model, "1", "1", "1"),
        epochs(model, null, null, null),
        batch(model, "128", "512", "64"),
        optimiser(model, "sgd", "sgd", "sgd"),
        learningRate(model, "1", "1", "1"),
        beta1(model),
        beta2(model),
        epsilon(model),
        weightDecay(model),
        warmup(model, "0 steps", "0 steps", "0 steps"),
        schedule(model, "constant", "constant", "constant"),
        restarts(model),
        clip(model, "0", "0", "0"),
        evaluateEvery(model, "1 steps", "1 steps", "1 steps"));
  }

  private static Key<Long> steps(String model, String notebook, String paper, String small) {
    return Key.of(
        model + ".steps",
        Numbers.wholeLong(1, TrainingLength.MOST),
        notebook,
        paper,
        small,
        "Training steps, instead of epochs.");
  }

  private static Key<Long> epochs(String model, String notebook, String paper, String small) {
    return Key.of(
        model + ".epochs",
        Numbers.wholeLong(1, TrainingLength.MOST),
        notebook,
        paper,
        small,
        "Passes over the training set, instead of steps.");
  }

  private static Key<Integer> batch(String model, String notebook, String paper, String small) {
    return Key.of(
        model + ".batch",
        BATCH_SIZE,
        notebook,
        paper,
        small,
        "Items per step, for this model; overrides batch.");
  }

  private static Key<Optimiser> optimiser(
      String model, String notebook, String paper, String small) {
    return Key.of(
        model + ".optimiser",
        TextTypes.choice(Optimiser.class),
        notebook,
        paper,
        small,
        "The optimiser; adam with a weightDecay is AdamW.");
  }

  private static Key<Double> learningRate(
      String model, String notebook, String paper, String small) {
    return Key.of(
        model + ".learningRate",
        Numbers.decimal(false, 1000, true),
        notebook,
        paper,
        small,
        "The highest learning rate.");
  }

  private static Key<Double> beta1(String model) {
    return same(model + ".beta1", Numbers.decimal(true, 1, false), "0.9", "Adam's decay of means.");
  }

  private static Key<Double> beta2(String model) {
    return same(
        model + ".beta2", Numbers.decimal(true, 1, false), "0.999", "Adam's decay of squares.");
  }

  private static Key<Double> epsilon(String model) {
    return same(
        model + ".epsilon",
        Numbers.decimal(false, 1, true),
        "1e-8",
        "Adam's epsilon; a smaller one shortens the loss plateau.");
  }

  private static Key<Double> weightDecay(String model) {
    return same(
        model + ".weightDecay",
        Numbers.decimal(true, 1000, true),
        "0",
        "Decoupled weight decay, as in AdamW.");
  }

  private static <T> Key<T> same(
      String path, SettingType<T> type, String everywhere, String meaning) {
    return Key.of(path, type, everywhere, everywhere, everywhere, meaning);
  }

  private static Key<TrainingLength> warmup(
      String model, String notebook, String paper, String small) {
    return Key.of(
        model + ".warmup",
        TrainingLength.type(0),
        notebook,
        paper,
        small,
        "Linear warm-up of the learning rate; 0 for none.");
  }

  private static Key<Decay> schedule(String model, String notebook, String paper, String small) {
    return Key.of(
        model + ".schedule",
        Decay.type(),
        notebook,
        paper,
        small,
        "The learning rate after warm-up; if counted in epochs, it changes only between epochs.");
  }

  private static Key<Integer> restarts(String model) {
    return same(
        model + ".restarts",
        Numbers.whole(0, 1000),
        "0",
        "How often a cosine starts again at the highest learning rate, in equal periods.");
  }

  private static Key<Double> clip(String model, String notebook, String paper, String small) {
    return Key.of(
        model + ".clip",
        Numbers.decimal(true, 1e6, true),
        notebook,
        paper,
        small,
        "Scale gradients down to this norm over all parameters; 0 for never.");
  }

  private static Key<TrainingLength> evaluateEvery(
      String model, String notebook, String paper, String small) {
    return Key.of(
        model + ".evaluateEvery",
        TrainingLength.type(1),
        notebook,
        paper,
        small,
        "Training between evaluations on seen tasks, for this model; overrides evaluate.every.");
  }
}
