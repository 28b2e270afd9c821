package org.gpicl.web.control;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.gpicl.job.board.RunBoard;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.machine.threads.DaemonThreads;
import org.gpicl.report.grid.Labels;

/** Shows the progress of a run: a bar on a terminal, a line every few seconds elsewhere. */
public final class ProgressLine implements AutoCloseable {
  private static final int PARTS = 100;
  private static final String CLEAR_LINE = "\r\033[2K";
  private static final long TERMINAL_MILLISECONDS = 500;
  private static final long LOG_MILLISECONDS = 15_000;

  private final RunningSweep run;
  private final PrintStream err;
  private final ProgressBar bar;
  private final ScheduledExecutorService timer;
  private boolean closed;

  public ProgressLine(RunningSweep run, PrintStream err) {
    this.run = run;
    this.err = err;
    // Decided by the launcher: since JDK 22 there is a console even without a terminal.
    boolean terminal = Boolean.getBoolean("gpicl.terminal");
    this.bar =
        terminal
            ? new ProgressBarBuilder()
                .setInitialMax(PARTS)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) TERMINAL_MILLISECONDS)
                .setEtaFunction(state -> Optional.empty())
                .build()
            : null;
    this.timer = Executors.newSingleThreadScheduledExecutor(new DaemonThreads("progress"));
    long every = terminal ? TERMINAL_MILLISECONDS : LOG_MILLISECONDS;
    timer.scheduleAtFixedRate(this::show, every, every, TimeUnit.MILLISECONDS);
  }

  private synchronized void show() {
    Optional<RunBoard.View> begun = run.view();
    if (begun.isEmpty() || closed) {
      return;
    }
    RunBoard.View view = begun.get();
    if (bar != null) {
      bar.stepTo(Math.round(PARTS * view.fraction()));
      bar.setExtraMessage(" " + text(view));
    } else {
      err.printf(Locale.ROOT, "%3.0f %%  %s%n", 100 * view.fraction(), text(view));
    }
  }

  /** Prints a notice at once, above the line of progress. */
  public synchronized void report(String notice) {
    err.println((bar != null && !closed ? CLEAR_LINE : "") + notice);
  }

  /** One line: cells, time left, and what each worker is doing. */
  static String text(RunBoard.View view) {
    if (view.cells() == 0) {
      return view.phase();
    }
    String eta = view.remaining().map(left -> ", about " + duration(left) + " left").orElse("");
    String failed = view.failed() > 0 ? ", " + view.failed() + " failed" : "";
    String what =
        view.running().isEmpty()
            ? view.phase()
            : view.running().stream().map(ProgressLine::cell).collect(Collectors.joining(" | "));
    String machines = view.machines().isEmpty() ? "" : "; " + view.machines();
    return "%d/%d cells%s%s: %s%s"
        .formatted(view.done(), view.cells(), failed, eta, what, machines);
  }

  private static String cell(RunBoard.CellNow cell) {
    String loss = Double.isNaN(cell.loss()) ? "" : " loss " + Labels.loss(cell.loss());
    String seen =
        Double.isNaN(cell.seen()) ? "" : String.format(Locale.ROOT, " seen %.2f", cell.seen());
    return "%s %d/%d%s%s".formatted(cell.key(), cell.step(), cell.steps(), loss, seen);
  }

  /** Such as {@code 45 s}, {@code 3 min}, {@code 2 h 05 min}, {@code 12 days}. */
  public static String duration(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 100) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return Math.round(seconds / 60.0) + " min";
    }
    if (seconds < 172_800) {
      return "%d h %02d min".formatted(seconds / 3_600, seconds % 3_600 / 60);
    }
    return Math.round(seconds / 86_400.0) + " days";
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      timer.shutdownNow();
      if (bar != null) {
        bar.close();
      }
    }
  }
}
