package org.gpicl.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.stream.Stream;
import org.gpicl.metrics.Readings.OfBackup;
import org.gpicl.metrics.Readings.OfCell;
import org.gpicl.metrics.Readings.OfCluster;
import org.gpicl.metrics.Readings.OfDevice;
import org.gpicl.metrics.Readings.OfHandOut;
import org.gpicl.metrics.Readings.OfMember;
import org.gpicl.metrics.Readings.OfSchedule;
import org.gpicl.metrics.Readings.OfServer;
import org.gpicl.metrics.Readings.OfSweep;
import org.gpicl.metrics.Readings.OfWorker;

/** The gauges of {@link SweepMeters}: what {@link Readings} say, one series for each thing. */
final class Gauges {
  private static final String RATIO = "ratio";
  private static final String SECONDS = "seconds";
  private static final String BYTES = "bytes";

  private record State(String sweep, String name, int cells) {}

  private final MeterRegistry registry;
  private final List<Rows<?>> rows;

  Gauges(MeterRegistry registry) {
    this.registry = registry;
    this.rows =
        List.of(
            server(),
            build(),
            backup(),
            sweeps(),
            states(),
            phase(),
            cells(),
            workers(),
            cluster(),
            members(),
            handOuts(),
            schedules(),
            devices(),
            holders());
  }

  void show(Readings readings) {
    rows.forEach(kind -> kind.show(readings));
  }

  private Rows<OfServer> server() {
    return new Rows<OfServer>(registry, f -> Stream.of(f.server()), s -> Tags.empty())
        .gauge("gpicl.queue.depth", "", "Orders that wait", OfServer::queued)
        .gauge("gpicl.workers", "", "Cores that a run may use", OfServer::workers)
        .gauge("gpicl.clients", "", "Pages that listen to events", OfServer::clients)
        .gauge(
            "gpicl.database.size", BYTES, "Size of the H2 database's file", OfServer::databaseBytes)
        .gauge("gpicl.disk.free", BYTES, "Free space on the home's disk", OfServer::diskFree)
        .gauge("gpicl.disk.total", BYTES, "Size of the home's disk", OfServer::diskTotal)
        .gauge(
            "gpicl.matrix.gflops",
            "",
            "GFLOP/s that matrix products reach on one core, measured",
            OfServer::matrixGflops)
        .gauge(
            "gpicl.memory.resident",
            BYTES,
            "Memory that the process takes, native memory included",
            OfServer::memoryResident)
        .gauge(
            "gpicl.memory.limit", BYTES, "Memory that the process may take", OfServer::memoryLimit);
  }

  private Rows<OfServer> build() {
    return new Rows<OfServer>(
            registry,
            f -> Stream.of(f.server()),
            s -> Tags.of("version", s.version(), "commit", s.commit()))
        .gauge("gpicl.build", "", "What was built", s -> 1);
  }

  private Rows<OfBackup> backup() {
    return new Rows<OfBackup>(registry, f -> Stream.of(f.backup()), b -> Tags.empty())
        .gauge("gpicl.backup.age", SECONDS, "Time since the newest backup", OfBackup::age)
        .gauge("gpicl.backup.due", "", "1 while some change is in no backup, else 0", OfBackup::due)
        .gauge("gpicl.backup.ok", "", "0 if the last backup failed, else 1", OfBackup::ok);
  }

  private Rows<OfSweep> sweeps() {
    return new Rows<OfSweep>(registry, f -> f.sweeps().stream(), s -> Tags.of("sweep", s.name()))
        .gauge(
            "gpicl.sweep.progress",
            RATIO,
            "Share of the expected work that is done",
            OfSweep::progress)
        .gauge(
            "gpicl.sweep.running", "", "1 while the sweep runs, else 0", s -> s.running() ? 1 : 0)
        .gauge(
            "gpicl.sweep.remaining",
            SECONDS,
            "Time until all is done, as expected from what was measured",
            OfSweep::remaining)
        .gauge(
            "gpicl.sweep.activity.age",
            SECONDS,
            "Time since a running sweep last moved",
            OfSweep::activityAge)
        .gauge(
            "gpicl.sweep.last.success.timestamp",
            SECONDS,
            "End of the last run that was done",
            OfSweep::lastSuccess)
        .gauge(
            "gpicl.sweep.ok",
            "",
            "0 if a run failed after the last one that was done, else 1",
            OfSweep::ok)
        .gauge(
            "gpicl.lease.age",
            SECONDS,
            "Time since the lease of the sweep was renewed",
            OfSweep::leaseAge);
  }

  private Rows<State> states() {
    return new Rows<State>(
            registry,
            f ->
                f.sweeps().stream()
                    .flatMap(
                        sweep ->
                            sweep.cells().entrySet().stream()
                                .map(e -> new State(sweep.name(), e.getKey(), e.getValue()))),
            s -> Tags.of("sweep", s.sweep(), "state", s.name()))
        .gauge("gpicl.sweep.cells", "", "Cells by state", State::cells);
  }

  private Rows<OfSweep> phase() {
    return new Rows<OfSweep>(
            registry,
            f -> f.sweeps().stream().filter(s -> !s.phase().isEmpty()),
            s -> Tags.of("sweep", s.name(), "phase", s.phase()))
        .gauge("gpicl.sweep.phase", "", "The phase that a running sweep is in", s -> 1);
  }

  private Rows<OfCell> cells() {
    return new Rows<OfCell>(
            registry, f -> f.cells().stream(), c -> Tags.of("sweep", c.sweep(), "cell", c.key()))
        .gauge("gpicl.cell.step", "", "Steps that a cell in training has made", OfCell::step)
        .gauge("gpicl.cell.steps", "", "Steps of its whole training", OfCell::steps)
        .gauge("gpicl.cell.loss", "nats", "Smoothed training loss", OfCell::loss)
        .gauge(
            "gpicl.cell.accuracy",
            RATIO,
            "Accuracy on seen tasks at the last evaluation",
            OfCell::accuracy)
        .gauge(
            "gpicl.cell.input",
            RATIO,
            "Share of the training loop's time spent waiting for input",
            OfCell::inputShare)
        .gauge("gpicl.cell.steps.rate", "", "Steps a second", OfCell::stepsPerSecond)
        .gauge(
            "gpicl.checkpoint.age",
            SECONDS,
            "Time since the newest checkpoint, or since the training went on",
            OfCell::checkpointAge)
        .gauge(
            "gpicl.checkpoint.interval",
            SECONDS,
            "Expected time between two checkpoints",
            OfCell::checkpointInterval);
  }

  private Rows<OfWorker> workers() {
    return new Rows<OfWorker>(
            registry, f -> f.workers().stream(), w -> Tags.of("worker", "" + w.number()))
        .gauge("gpicl.worker.steps.rate", "", "Steps a second", OfWorker::stepsPerSecond)
        .gauge(
            "gpicl.worker.tokens.rate",
            "",
            "Positions of sequences, or samples, a second",
            OfWorker::tokensPerSecond)
        .gauge("gpicl.worker.gflops", "", "GFLOP/s by the model's count", OfWorker::gflops)
        .gauge(
            "gpicl.worker.efficiency",
            RATIO,
            "Share of what matrix products reach on one core",
            OfWorker::efficiency);
  }

  private Rows<OfCluster> cluster() {
    return new Rows<OfCluster>(registry, f -> Stream.of(f.cluster()), c -> Tags.empty())
        .gauge("gpicl.cluster.workers", "", "Processes that train for managers", OfCluster::workers)
        .gauge("gpicl.cluster.places", "", "Cells that they can train at a time", OfCluster::places)
        .gauge("gpicl.cluster.training", "", "Cells that they have in hand", OfCluster::training)
        .gauge(
            "gpicl.cluster.workers.lost",
            "",
            "Workers that were given up in the last day",
            OfCluster::lost);
  }

  private Rows<OfMember> members() {
    return new Rows<OfMember>(
            registry, f -> f.cluster().members().stream(), m -> Tags.of("worker", m.process()))
        .gauge(
            "gpicl.cluster.worker.places",
            "",
            "Cells that a worker can train at a time",
            OfMember::places)
        .gauge("gpicl.cluster.worker.training", "", "Cells that it has in hand", OfMember::training)
        .gauge(
            "gpicl.cluster.worker.trained",
            "",
            "Cells that it had in hand before",
            OfMember::trained)
        .gauge(
            "gpicl.cluster.worker.steps.rate",
            "",
            "Steps per second of all that it has in hand",
            OfMember::stepsPerSecond)
        .gauge(
            "gpicl.cluster.worker.heartbeat.age",
            SECONDS,
            "Time since it last renewed its lease",
            OfMember::heartbeatAge);
  }

  private Rows<OfHandOut> handOuts() {
    return new Rows<OfHandOut>(
            registry, f -> f.cluster().handOuts().stream(), h -> Tags.of("sweep", h.sweep()))
        .gauge(
            "gpicl.cluster.waiting",
            "",
            "Trainings of a running sweep that no worker has taken",
            OfHandOut::waiting)
        .gauge(
            "gpicl.cluster.handovers",
            "",
            "Trainings that were taken from a lost worker",
            OfHandOut::handOvers);
  }

  private Rows<OfSchedule> schedules() {
    return new Rows<OfSchedule>(
            registry, f -> f.schedules().stream(), s -> Tags.of("sweep", s.sweep()))
        .gauge("gpicl.schedule.next.timestamp", SECONDS, "Next firing", OfSchedule::next)
        .gauge(
            "gpicl.schedule.interval",
            SECONDS,
            "Longest time between two of the next firings",
            OfSchedule::interval)
        .gauge(
            "gpicl.schedule.last.success.timestamp",
            SECONDS,
            "End of the last scheduled run that was done",
            OfSchedule::lastSuccess)
        .gauge(
            "gpicl.schedule.ok",
            "",
            "0 if the last firing was missed or its run failed, else 1",
            s -> s.ok() ? 1 : 0);
  }

  private Rows<OfDevice> devices() {
    return new Rows<OfDevice>(
            registry,
            f -> f.devices().stream(),
            d -> Tags.of("device", "" + d.index(), "name", d.name()))
        .gauge(
            "gpicl.gpu.utilisation",
            RATIO,
            "Share of the time that the GPU was busy",
            OfDevice::utilisation)
        .gauge("gpicl.gpu.memory.used", BYTES, "Memory of the GPU in use", OfDevice::memoryUsed)
        .gauge("gpicl.gpu.memory.total", BYTES, "Memory of the GPU", OfDevice::memoryTotal)
        .gauge("gpicl.gpu.temperature", "celsius", "Temperature of the GPU", OfDevice::temperature)
        .gauge("gpicl.gpu.power", "watts", "Power that the GPU draws", OfDevice::power);
  }

  private Rows<OfCell> holders() {
    return new Rows<OfCell>(
            registry,
            f -> f.cells().stream().filter(c -> c.device() != Readings.NO_DEVICE),
            c -> Tags.of("device", "" + c.device(), "sweep", c.sweep(), "cell", c.key()))
        .gauge("gpicl.gpu.cell", "", "The cell that holds the device", c -> 1);
  }
}
