package org.gpicl.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepMetersTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SweepMeters meters = new SweepMeters(registry);

  private List<String> lines(String beginning) {
    return registry.scrape().lines().filter(line -> line.startsWith(beginning)).toList();
  }

  private String line(String series) {
    List<String> lines = lines(series + " ");
    assertThat(lines).as(series).hasSize(1);
    return lines.get(0).substring(series.length() + 1);
  }

  @Test
  void figuresAreShownInTheirUnits() {
    meters.show(SomeReadings.all());
    assertThat(line("gpicl_sweep_cells{state=\"done\",sweep=\"night\"}")).isEqualTo("2.0");
    assertThat(line("gpicl_sweep_progress_ratio{sweep=\"night\"}")).isEqualTo("0.5");
    assertThat(line("gpicl_sweep_phase{phase=\"train\",sweep=\"night\"}")).isEqualTo("1.0");
    assertThat(line("gpicl_cell_loss_nats{cell=\"mlp-n4-h8-s0\",sweep=\"night\"}"))
        .isEqualTo("2.25");
    assertThat(line("gpicl_worker_efficiency_ratio{worker=\"1\"}")).isEqualTo("0.5");
    assertThat(line("gpicl_cluster_workers")).isEqualTo("2.0");
    assertThat(line("gpicl_cluster_workers_lost")).isEqualTo("1.0");
    assertThat(line("gpicl_cluster_worker_trained{worker=\"4711@one\"}")).isEqualTo("30.0");
    assertThat(line("gpicl_cluster_worker_steps_rate{worker=\"4711@one\"}")).isEqualTo("35.5");
    assertThat(line("gpicl_cluster_worker_heartbeat_age_seconds{worker=\"7@two\"}"))
        .isEqualTo("2.0");
    assertThat(line("gpicl_cluster_waiting{sweep=\"night\"}")).isEqualTo("17.0");
    assertThat(line("gpicl_cluster_handovers{sweep=\"night\"}")).isEqualTo("3.0");
    assertThat(line("gpicl_schedule_ok{sweep=\"night\"}")).isEqualTo("1.0");
    assertThat(line("gpicl_schedule_interval_seconds{sweep=\"night\"}")).isEqualTo("86400.0");
    assertThat(line("gpicl_gpu_power_watts{device=\"0\",name=\"H100\"}")).isEqualTo("310.5");
    assertThat(line("gpicl_gpu_cell{cell=\"mlp-n4-h8-s0\",device=\"0\",sweep=\"night\"}"))
        .isEqualTo("1.0");
    assertThat(line("gpicl_build{commit=\"abc\",version=\"1.2\"}")).isEqualTo("1.0");
  }

  @Test
  void theSameSeriesShowsTheNextFigures() {
    meters.show(SomeReadings.all());
    meters.show(
        SomeReadings.withCells(
            List.of(
                new Readings.OfCell(
                    "night", "mlp-n4-h8-s0", 20, 100, 1.5, 0.75, 0.125, 40, 7, 60, -1))));
    assertThat(line("gpicl_cell_step{cell=\"mlp-n4-h8-s0\",sweep=\"night\"}")).isEqualTo("20.0");
    assertThat(line("gpicl_cell_loss_nats{cell=\"mlp-n4-h8-s0\",sweep=\"night\"}"))
        .isEqualTo("1.5");
    assertThat(lines("gpicl_gpu_cell")).isEmpty();
  }

  @Test
  void whatNobodyKnowsHasNoSeries() {
    double unknown = Double.NaN;
    meters.show(
        new Readings(
            new Readings.OfServer(
                "1", "", 0, 2, 0, unknown, unknown, unknown, unknown, unknown, unknown),
            Readings.OfBackup.NONE,
            List.of(
                new Readings.OfSweep(
                    "idle", Map.of(), unknown, false, unknown, "", unknown, unknown, unknown,
                    unknown)),
            List.of(
                new Readings.OfCell(
                    "night", "c", 0, 9, unknown, unknown, unknown, unknown, unknown, unknown, -1)),
            List.of(new Readings.OfWorker(1, unknown, unknown, unknown, unknown)),
            new Readings.OfCluster(
                0, 0, 0, 0, List.of(), List.of(new Readings.OfHandOut("idle", unknown, unknown))),
            List.of(new Readings.OfSchedule("idle", unknown, unknown, unknown, true)),
            List.of(new Readings.OfDevice(0, "x", unknown, unknown, unknown, unknown, unknown))));
    assertThat(registry.scrape()).doesNotContain("NaN");
    assertThat(lines("gpicl_sweep_running")).isNotEmpty();
    assertThat(lines("gpicl_cell_step{")).isNotEmpty();
    for (String absent :
        List.of(
            "gpicl_sweep_remaining",
            "gpicl_sweep_phase",
            "gpicl_cell_loss",
            "gpicl_worker",
            "gpicl_cluster_waiting",
            "gpicl_cluster_handovers",
            "gpicl_matrix",
            "gpicl_database",
            "gpicl_schedule_next",
            "gpicl_gpu")) {
      assertThat(lines(absent + "_")).as(absent).isEmpty();
    }
  }

  @Test
  void aNumberThatComesBackHasItsSeriesAgain() {
    meters.show(SomeReadings.withCells(List.of(SomeReadings.cell("one"))));
    meters.show(SomeReadings.withCells(List.of()));
    assertThat(lines("gpicl_cell_step{")).isEmpty();
    meters.show(SomeReadings.withCells(List.of(SomeReadings.cell("one"))));
    assertThat(line("gpicl_cell_step{cell=\"one\",sweep=\"night\"}")).isEqualTo("10.0");
  }

  @Test
  void eventsAreCountedFromZeroOn() {
    meters.show(SomeReadings.all());
    assertThat(line("gpicl_runs_total{outcome=\"failed\"}")).isEqualTo("0.0");
    assertThat(line("gpicl_schedule_firings_total{outcome=\"missed\",sweep=\"night\"}"))
        .isEqualTo("0.0");
    assertThat(line("gpicl_sweep_steps_total{sweep=\"night\"}")).isEqualTo("0.0");

    meters.runEnded(RunEnding.FAILED);
    meters.fired("night", Firing.MISSED);
    meters.stepMade("night");
    meters.checkpointWritten(1_500_000_000, 1000);
    meters.generated(64, 4096);
    meters.phaseEnded(Phase.TRAIN, 2_000_000_000);
    meters.cellRetried();
    meters.webhookGivenUp();

    assertThat(line("gpicl_runs_total{outcome=\"failed\"}")).isEqualTo("1.0");
    assertThat(line("gpicl_schedule_firings_total{outcome=\"missed\",sweep=\"night\"}"))
        .isEqualTo("1.0");
    assertThat(line("gpicl_sweep_steps_total{sweep=\"night\"}")).isEqualTo("1.0");
    assertThat(line("gpicl_checkpoint_write_seconds_sum")).isEqualTo("1.5");
    assertThat(line("gpicl_checkpoint_size_bytes_sum")).isEqualTo("1000.0");
    assertThat(line("gpicl_generate_items_total")).isEqualTo("64.0");
    assertThat(line("gpicl_generate_size_bytes_total")).isEqualTo("4096.0");
    assertThat(line("gpicl_phase_duration_seconds_sum{phase=\"train\"}")).isEqualTo("2.0");
    assertThat(line("gpicl_cell_retries_total")).isEqualTo("1.0");
    assertThat(line("gpicl_webhook_failures_total")).isEqualTo("1.0");
  }

  @Test
  void aSweepThatWasRemovedHasNoSeries() {
    meters.show(SomeReadings.all());
    meters.stepMade("night");
    meters.fired("night", Firing.STARTED);
    meters.show(SomeReadings.withSweeps(List.of(), List.of()));
    assertThat(registry.scrape()).doesNotContain("night");
  }
}
