package org.gpicl.metrics;

import java.util.List;
import java.util.Map;

/**
 * What the gauges show, at one moment. Unknown numbers are NaN; they have no series.
 *
 * @param backup of the home's database
 * @param sweeps every stored sweep, and the one that runs
 * @param cells in training
 * @param workers that train a cell
 * @param cluster processes elsewhere that train cells
 * @param schedules of this server
 * @param devices GPUs
 */
public record Readings(
    OfServer server,
    OfBackup backup,
    List<OfSweep> sweeps,
    List<OfCell> cells,
    List<OfWorker> workers,
    OfCluster cluster,
    List<OfSchedule> schedules,
    List<OfDevice> devices) {

  /** No device. */
  public static final int NO_DEVICE = -1;

  /**
   * The process and its machine.
   *
   * @param commit it was built from; may be empty
   * @param queued orders waiting
   * @param workers cores that a run may use
   * @param clients pages that listen to events
   * @param databaseBytes of the database's file
   * @param diskFree bytes
   * @param diskTotal bytes
   * @param matrixGflops measured matrix products of one core
   * @param memoryResident bytes of memory that the process takes, native memory included
   * @param memoryLimit bytes of memory that it may take
   */
  public record OfServer(
      String version,
      String commit,
      int queued,
      int workers,
      int clients,
      double databaseBytes,
      double diskFree,
      double diskTotal,
      double matrixGflops,
      double memoryResident,
      double memoryLimit) {}

  /**
   * The backups of the database.
   *
   * @param age seconds since the newest sound one was made
   * @param due 1 while some change is in none of them, else 0
   * @param ok 0 if making the last one failed, or found damage; else 1
   */
  public record OfBackup(double age, double due, double ok) {
    /** Of a database that this program does not back up. */
    public static final OfBackup NONE = new OfBackup(Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * A sweep.
   *
   * @param cells how many, by state
   * @param progress share of the expected work that is done
   * @param remaining seconds until all is done
   * @param phase that a running one is in; empty if none
   * @param activityAge seconds since a running one last moved
   * @param lastSuccess when a run last was done, in seconds since 1970
   * @param ok 0 if a run failed after the last one that was done, else 1; unknown before the first
   * @param leaseAge seconds since its lease was renewed
   */
  public record OfSweep(
      String name,
      Map<String, Integer> cells,
      double progress,
      boolean running,
      double remaining,
      String phase,
      double activityAge,
      double lastSuccess,
      double ok,
      double leaseAge) {}

  /**
   * A cell in training.
   *
   * @param step steps done
   * @param steps in all
   * @param loss smoothed, in nats
   * @param accuracy on seen tasks, at the last evaluation
   * @param inputShare of the training loop's time, spent waiting for input
   * @param stepsPerSecond over the last seconds
   * @param checkpointAge seconds since the newest one, or since the training went on
   * @param checkpointInterval seconds that two of them are expected to be apart
   * @param device that it is trained on, or {@link #NO_DEVICE}
   */
  public record OfCell(
      String sweep,
      String key,
      long step,
      long steps,
      double loss,
      double accuracy,
      double inputShare,
      double stepsPerSecond,
      double checkpointAge,
      double checkpointInterval,
      int device) {}

  /**
   * A worker that trains a cell.
   *
   * @param number from 1
   * @param tokensPerSecond positions of sequences, samples of an MLP
   * @param gflops by the model's count
   * @param efficiency their share of what matrix products alone reach on one core
   */
  public record OfWorker(
      int number,
      double stepsPerSecond,
      double tokensPerSecond,
      double gflops,
      double efficiency) {}

  /**
   * The processes that train cells which managers hand out through the database.
   *
   * @param workers that live
   * @param places how many cells they can train at a time
   * @param training cells that they have in hand
   * @param lost workers that were given up in the last day
   * @param members those of them that have series of their own
   * @param handOuts sweeps that run, or of which cells were handed out
   */
  public record OfCluster(
      int workers,
      int places,
      int training,
      int lost,
      List<OfMember> members,
      List<OfHandOut> handOuts) {}

  /**
   * A worker of a cluster.
   *
   * @param process such as {@code 4711@host}
   * @param places how many cells it trains at a time
   * @param training cells that it has in hand
   * @param trained cells that it had in hand before
   * @param stepsPerSecond of all that it has in hand
   * @param heartbeatAge seconds since it last said that it lives, by the clocks of two machines
   */
  public record OfMember(
      String process,
      int places,
      int training,
      int trained,
      double stepsPerSecond,
      double heartbeatAge) {}

  /**
   * What is handed out of a sweep.
   *
   * @param waiting trainings that no worker has taken; unknown of a sweep that does not run
   * @param handOvers trainings that were taken from a lost worker
   */
  public record OfHandOut(String sweep, double waiting, double handOvers) {}

  /**
   * A schedule.
   *
   * @param next firing, in seconds since 1970
   * @param interval the longest between two of the next firings, in seconds
   * @param lastSuccess end of the last scheduled run that was done, in seconds since 1970
   * @param ok whether the last firing was neither missed nor ended badly
   */
  public record OfSchedule(
      String sweep, double next, double interval, double lastSuccess, boolean ok) {}

  /**
   * A GPU.
   *
   * @param index as the driver counts
   * @param utilisation share of the time that it was busy
   * @param memoryUsed bytes
   * @param memoryTotal bytes
   * @param temperature degrees Celsius
   * @param power watts
   */
  public record OfDevice(
      int index,
      String name,
      double utilisation,
      double memoryUsed,
      double memoryTotal,
      double temperature,
      double power) {}
}
