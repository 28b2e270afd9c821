package org.gpicl.job.workers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.gpicl.engine.Engine;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;

/**
 * What the cells of a run train on: as many places as there are workers on the processor; on GPUs
 * some for each device, handed out device by device, so that the first cells spread over all.
 */
public final class EngineSlots {
  /** Operations of a step that leave most of a GPU idle, and those that leave a part of it. */
  private static final double SMALL_STEP = 1e11;

  private static final double MIDDLING_STEP = 5e11;
  private static final int SMALL_CELLS = 8;
  private static final int MIDDLING_CELLS = 2;

  private static final int MOST_READERS = 8;
  private static final double BYTES_AHEAD = 512e6;

  private final int cores;
  private final int cells;
  private final int size;
  private final List<Place> all;
  private final BlockingQueue<Place> free;

  private record Place(int number, Engine engine) {}

  /**
   * @param workers places on the processor
   * @param sharing cells with the same batches that are trained at a time
   */
  public EngineSlots(Engine engine, Sweep sweep, int workers, int sharing) {
    this.cores = Workers.cores(sweep);
    this.cells = sweep.cells().size();
    List<Engine> devices = engine.devices();
    boolean gpus = devices.stream().anyMatch(device -> device.device().isPresent());
    int each = gpus ? cellsPerDevice(devices, sweep) : workers - 1 + sharing;
    this.all = new ArrayList<>();
    for (int place = 0; place < each; place++) {
      for (Engine device : devices) {
        all.add(new Place(all.size() + 1, device));
      }
    }
    this.size = gpus ? all.size() : workers;
    this.free = new LinkedBlockingQueue<>(all);
  }

  private static int cellsPerDevice(List<Engine> devices, Sweep sweep) {
    int asked = sweep.execution().cellsPerDevice();
    if (asked > 0) {
      return asked;
    }
    double largest = sweep.cells().stream().mapToDouble(EngineSlots::flopsOfAStep).max().orElse(0);
    int bySize =
        largest >= MIDDLING_STEP ? 1 : largest >= SMALL_STEP ? MIDDLING_CELLS : SMALL_CELLS;
    int room =
        sweep.cells().stream()
            .flatMapToInt(
                cell ->
                    devices.stream()
                        .mapToInt(
                            device -> device.room(cell.model(), cell.spec(), cell.training())))
            .min()
            .orElse(1);
    return Math.max(1, Math.min(bySize, room));
  }

  private static double flopsOfAStep(Cell cell) {
    return cell.spec().batch() * cell.model().trainingFlopsPerItem();
  }

  /** Cells that may train at a time; more, if they share batches with one of them. */
  public int size() {
    return size;
  }

  /**
   * How many threads prepare a cell's next batches: its share of the cores, but no more than what
   * they have ready may take of the memory.
   */
  public int readers(Cell cell) {
    double batch = 4.0 * cell.spec().batch() * cell.model().length() * cell.model().inputs();
    int share = cores / Math.min(size, cells);
    return (int) Math.max(1, Math.min(Math.min(MOST_READERS, share), BYTES_AHEAD / batch));
  }

  /** Takes a place until what is returned is closed; there is one for each worker. */
  public Slot take() {
    Place place = free.poll();
    if (place == null) {
      throw new IllegalStateException("more cells than places to train on");
    }
    return new Slot(place.number(), place.engine(), () -> free.add(place));
  }

  /**
   * A place in use.
   *
   * @param worker its number, from 1
   * @param engine what trains there
   */
  public record Slot(int worker, Engine engine, Runnable leave) implements AutoCloseable {
    @Override
    public void close() {
      leave.run();
    }
  }
}
