package org.gpicl.engine.libtorch.device;

import static org.bytedeco.pytorch.global.torch_cuda.getStreamFromPool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.cuda.CUDAStream;
import org.gpicl.machine.threads.DaemonThreads;

/**
 * The streams of a device's trainings, used again by the next, and by the same thread if possible:
 * cuBLAS keeps a workspace for each thread and stream that it ever saw together, and PyTorch hands
 * out the same few streams in turn.
 */
public final class CudaStreams {
  /** What cuBLAS keeps for the two streams of a training, as the launcher tells it to. */
  public static final double WORKSPACE_BYTES = 2 * (32 << 20);

  private static final long IDLE_SECONDS = 60;

  private final byte ordinal;
  private final List<Pair> free = new ArrayList<>(); // the last that was given back comes last

  /**
   * Those of one training.
   *
   * @param computing its steps, before what others have ahead
   * @param ahead its batches
   * @param maker the one thread that computes on {@code ahead}
   * @param worker the thread that computes
   */
  record Pair(CUDAStream computing, CUDAStream ahead, ExecutorService maker, Thread worker) {}

  /**
   * @param ordinal as CUDA counts the devices that it shows
   */
  public CudaStreams(int ordinal) {
    this.ordinal = (byte) ordinal;
  }

  public byte ordinal() {
    return ordinal;
  }

  /** Takes streams for a training of the calling thread. */
  synchronized Pair take() {
    Thread worker = Thread.currentThread();
    for (Pair pair : free) {
      if (pair.worker() == worker) {
        free.remove(pair);
        return pair;
      }
    }
    if (free.isEmpty()) {
      return new Pair(
          getStreamFromPool(true, ordinal), getStreamFromPool(false, ordinal), maker(), worker);
    }
    Pair used = free.remove(free.size() - 1);
    return new Pair(used.computing(), used.ahead(), used.maker(), worker);
  }

  private static ExecutorService maker() {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DaemonThreads("sequences"));
    one.allowCoreThreadTimeOut(true);
    return one;
  }

  /** Gives them back when all is done on them. */
  void give(Pair pair) {
    pair.computing().synchronize();
    pair.ahead().synchronize();
    synchronized (this) {
      free.add(pair);
    }
  }
}
