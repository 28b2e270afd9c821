package org.gpicl.job.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class WorkerCoresTest {

  @Test
  void aCoreThatNoCellOccupiesIsLentOnceAtATime() throws Exception {
    try (WorkerCores cores = new WorkerCores(2);
        WorkerCores.Occupied own = cores.occupy()) {
      CountDownLatch goOn = new CountDownLatch(1);
      Optional<Future<?>> lent = cores.lend(() -> await(goOn));
      assertThat(lent).isPresent();
      assertThat(cores.lend(() -> {})).isEmpty();
      goOn.countDown();
      lent.get().get();
      assertThat(cores.lend(() -> {})).isPresent();
    }
  }

  @Test
  void noCoreIsLentWhileEveryOneHasACell() {
    try (WorkerCores cores = new WorkerCores(2);
        WorkerCores.Occupied first = cores.occupy()) {
      WorkerCores.Occupied second = cores.occupy();
      assertThat(cores.lend(() -> {})).isEmpty();
      second.close();
      assertThat(cores.lend(() -> {})).isPresent();
    }
  }

  @Test
  void aCellThatBeginsWhileItsCoreIsLentGetsItBackAfterwards() throws Exception {
    try (WorkerCores cores = new WorkerCores(2);
        WorkerCores.Occupied first = cores.occupy()) {
      CountDownLatch goOn = new CountDownLatch(1);
      Optional<Future<?>> lent = cores.lend(() -> await(goOn));
      try (WorkerCores.Occupied second = cores.occupy()) {
        goOn.countDown();
        lent.orElseThrow().get();
        assertThat(cores.lend(() -> {})).isEmpty();
      }
      assertThat(cores.lend(() -> {})).isPresent();
    }
  }

  @Test
  void oneThatWaitsForACoreHasItOnceAnotherLeavesIt() throws Exception {
    try (WorkerCores cores = new WorkerCores(1);
        WorkerCores.Occupied first = cores.occupy()) {
      FutureTask<WorkerCores.Occupied> second = new FutureTask<>(cores::occupyIdle);
      new Thread(second).start();
      try (WorkerCores.Left left = first.leave()) {
        second.get().close();
      }
      assertThat(cores.lend(() -> {})).isEmpty();
    }
  }

  @Test
  void coresGoRoundWhereMoreCellsGiveWayThanThereAreCores() throws Exception {
    try (WorkerCores cores = new WorkerCores(1)) {
      CountDownLatch allHadATurn = new CountDownLatch(3);
      List<FutureTask<Void>> cells = new ArrayList<>();
      for (int k = 0; k < 3; k++) {
        FutureTask<Void> cell =
            new FutureTask<>(
                () -> {
                  try (WorkerCores.Occupied core = cores.occupyIdle()) {
                    allHadATurn.countDown();
                    while (allHadATurn.getCount() > 0) {
                      core.giveWay();
                    }
                  }
                  return null;
                });
        cells.add(cell);
        new Thread(cell).start();
      }
      for (FutureTask<Void> cell : cells) {
        cell.get();
      }
      assertThat(cores.lend(() -> {})).isPresent();
    }
  }

  @Test
  void aTaskThatFailsGivesItsCoreBack() {
    try (WorkerCores cores = new WorkerCores(1)) {
      Future<?> lent =
          cores
              .lend(
                  () -> {
                    throw new IllegalStateException("on purpose");
                  })
              .orElseThrow();
      assertThatThrownBy(lent::get).isInstanceOf(ExecutionException.class);
      assertThat(cores.lend(() -> {})).isPresent();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
