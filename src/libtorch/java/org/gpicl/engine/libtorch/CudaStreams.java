package org.gpicl.engine.libtorch;

import static org.bytedeco.pytorch.global.torch_cuda.getStreamFromPool;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import org.bytedeco.pytorch.cuda.CUDAStream;

/**
 * The streams of a device's trainings, used again by the next: cuBLAS keeps a workspace for each
 * stream that it ever saw, and PyTorch hands out the same few streams in turn.
 */
final class CudaStreams {
  private final byte ordinal;
  private final BlockingDeque<Pair> free = new LinkedBlockingDeque<>();

  /**
   * Those of one training.
   *
   * @param computing its steps
   * @param bringing its batches
   */
  record Pair(CUDAStream computing, CUDAStream bringing) {}

  /**
   * @param ordinal as CUDA counts the devices that it shows
   */
  CudaStreams(int ordinal) {
    this.ordinal = (byte) ordinal;
  }

  byte ordinal() {
    return ordinal;
  }

  Pair take() {
    Pair used = free.pollFirst();
    return used != null
        ? used
        : new Pair(getStreamFromPool(false, ordinal), getStreamFromPool(false, ordinal));
  }

  /** Gives them back when all is done on them. */
  void give(Pair pair) {
    pair.computing().synchronize();
    pair.bringing().synchronize();
    free.addFirst(pair);
  }
}
