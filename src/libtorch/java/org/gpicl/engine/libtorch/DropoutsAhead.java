package org.gpicl.engine.libtorch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gpicl.engine.Uninterrupted;

/** Draws the dropout of the next pass on another thread, while a device computes this one. */
final class DropoutsAhead implements AutoCloseable {
  private final DropoutBits bits;
  private final ExecutorService drawer; // null: drawn when it is needed
  private Pass expected;
  private int whole;
  private Future<long[]> drawn;

  private record Pass(long step, int first, int items) {}

  DropoutsAhead(DropoutBits bits, ComputeDevice device) {
    this.bits = bits;
    this.drawer =
        device.computesBeside()
            ? Executors.newSingleThreadExecutor(
                task -> {
                  Thread thread = new Thread(task, "dropout");
                  thread.setDaemon(true);
                  return thread;
                })
            : null;
  }

  /**
   * What a pass drops; tensors live as long as the scope around.
   *
   * @param size items of the whole batch
   */
  Dropouts of(long step, int first, int items, int size) {
    if (drawer == null) {
      return bits.of(bits.draw(step, first, items), items);
    }
    Pass wanted = new Pass(step, first, items);
    long[] words = Uninterrupted.get(wanted.equals(expected) ? drawn : draw(wanted));
    int left = size - first - items;
    if (first == 0) {
      whole = items; // the last pass of a batch may have fewer
    }
    expected =
        left > 0
            ? new Pass(step, first + items, Math.min(items, left))
            : new Pass(step + 1, 0, whole);
    drawn = draw(expected);
    return bits.of(words, items);
  }

  private Future<long[]> draw(Pass pass) {
    return drawer.submit(() -> bits.draw(pass.step(), pass.first(), pass.items()));
  }

  @Override
  public void close() {
    if (drawer != null) {
      drawer.shutdown();
      if (drawn != null) {
        Uninterrupted.get(drawn);
      }
    }
    bits.close();
  }
}
