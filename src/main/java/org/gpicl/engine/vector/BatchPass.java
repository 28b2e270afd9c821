package org.gpicl.engine.vector;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.gpicl.engine.Batch;
import org.gpicl.engine.IdleCores;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.machine.threads.Uninterrupted;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;

/**
 * The forward and backward pass of a whole batch, share by share ({@link Shares}), on this core and
 * on idle ones. Each core has its own network, made when it first helps.
 */
final class BatchPass {
  /** Passes after which a core that no longer helps is not expected back. */
  private static final int PATIENCE = 16;

  private final ModelSpec model;
  private final TrainingSpec training;
  private final PaddedParameters parameters;
  private final IdleCores cores;
  private final BooleanSupplier stop;
  private final ShareWorker[] workers;
  private final Future<?>[] helping;
  private final AtomicInteger nextShare = new AtomicInteger();

  // For the current pass:
  private Batch batch;
  private Shares shares;
  private long step;
  private float[] logits; // null while training
  private double lossSum;
  private int correct;
  private int added; // shares whose gradients are summed
  private Throwable failure;

  private int passesWithoutLast; // in which the network after the last helper's did not help

  BatchPass(
      ModelSpec model,
      TrainingSpec training,
      PaddedParameters parameters,
      BooleanSupplier stop,
      IdleCores cores) {
    this.model = model;
    this.training = training;
    this.parameters = parameters;
    this.stop = stop;
    this.cores = cores;
    int most = Shares.of(model, Integer.MAX_VALUE).count();
    this.workers = new ShareWorker[most];
    this.helping = new Future<?>[most];
    this.workers[0] = new ShareWorker(most == 1 ? parameters.total() : parameters.view());
  }

  /** The sum of the losses of the last {@link #learn}, in nats. */
  double lossSum() {
    return lossSum;
  }

  /** How many predictions of the last {@link #learn} were right. */
  int correct() {
    return correct;
  }

  /** Runs forward and backward in training mode, leaving the gradients of the mean loss. */
  void learn(Batch batch, long step) {
    this.step = step;
    this.lossSum = 0;
    this.correct = 0;
    pass(batch, null);
  }

  /** Runs forward without dropout, for logits [size, length, classes]. */
  void predict(Batch batch, float[] logits) {
    pass(batch, logits);
  }

  private void pass(Batch batch, float[] logits) {
    this.batch = batch;
    this.logits = logits;
    this.shares = Shares.of(model, batch.size());
    this.added = 0;
    this.failure = null;
    nextShare.set(0);
    int helpers = 0;
    while (helpers + 1 < shares.count()) {
      int helper = helpers + 1;
      Optional<Future<?>> lent = cores.lend(() -> work(helper));
      if (lent.isEmpty()) {
        break;
      }
      helping[helpers++] = lent.get();
    }
    work(0);
    for (int helper = 0; helper < helpers; helper++) {
      join(helping[helper]);
    }
    forgetIdle(helpers);
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  /** Frees the networks that have not helped for a while. */
  private void forgetIdle(int helpers) {
    boolean unused = helpers + 1 < workers.length && workers[helpers + 1] != null;
    passesWithoutLast = unused ? passesWithoutLast + 1 : 0;
    if (passesWithoutLast > PATIENCE) {
      Arrays.fill(workers, helpers + 1, workers.length, null);
    }
  }

  /** Waits for a helper, which reads what this thread would change next. */
  private static void join(Future<?> helper) {
    try {
      Uninterrupted.get(helper);
    } catch (RuntimeException | Error e) {
      throw new IllegalStateException("a helping core failed", e);
    }
  }

  /** Takes shares until none is left; keeps a failure for the calling thread. */
  private void work(int worker) {
    try {
      if (workers[worker] == null) {
        try {
          workers[worker] = new ShareWorker(parameters.view());
        } catch (OutOfMemoryError e) {
          return; // those that have a network do this one's share
        }
      }
      for (int share = nextShare.getAndIncrement();
          share < shares.count();
          share = nextShare.getAndIncrement()) {
        workers[worker].take(share);
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private synchronized void fail(Throwable e) {
    if (failure == null) {
      failure = e;
    }
    notifyAll();
  }

  private synchronized void awaitTurn(int share) {
    while (added < share) {
      if (failure != null) {
        throw new StepAbandonedException();
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StepAbandonedException();
      }
    }
  }

  private synchronized void turnDone() {
    added++;
    notifyAll();
  }

  /** One core's network. */
  private final class ShareWorker {
    private final ParameterView view;
    private final Network network;
    private final CrossEntropy loss;
    private long version = -1; // of the parameters that the network has seen

    ShareWorker(ParameterView view) {
      this.view = view;
      this.network = Networks.of(model, training, view);
      this.loss = new CrossEntropy(model.classes());
    }

    void take(int share) {
      if (version != parameters.version()) {
        network.parametersChanged();
        version = parameters.version();
      }
      int begin = shares.begin(share);
      int end = shares.begin(share + 1);
      if (logits != null) {
        predict(begin, end);
        return;
      }
      learn(begin, end);
      awaitTurn(share);
      add(share);
      turnDone();
    }

    private void predict(int begin, int end) {
      int perItem = model.length() * model.classes();
      for (int first = begin; first < end; first += network.microBatch()) {
        int items = Math.min(network.microBatch(), end - first);
        network.predict(batch, first, items, logits, first * perItem);
      }
    }

    private void learn(int begin, int end) {
      Arrays.fill(view.gradients, 0f);
      loss.clear();
      for (int first = begin; first < end; first += network.microBatch()) {
        if (stop.getAsBoolean()) {
          throw new StepAbandonedException();
        }
        int items = Math.min(network.microBatch(), end - first);
        network.learn(batch, first, items, step, loss);
      }
    }

    private void add(int share) {
      float[] total = parameters.total().gradients;
      if (share == 0 && view.gradients != total) {
        System.arraycopy(view.gradients, 0, total, 0, total.length);
      } else if (share > 0) {
        Elementwise.add(total, 0, view.gradients, 0, total.length);
      }
      lossSum += loss.lossSum();
      correct += loss.correct();
    }
  }
}
