package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What watching costs: a sweep of 500 cells trains, by turns alone and watched by 50 pages and a
 * Prometheus that scrapes each second. Measured, and printed; docs/operating.md has what it told.
 */
@Tag("full")
@Isolated
class ManyPagesIT {
  private static final int PAGES = 50;
  private static final int PAGES_THAT_NEVER_READ = 5;
  private static final int ROUNDS = Integer.getInteger("pages.rounds", 2);
  private static final long WINDOW_SECONDS = 10;
  private static final double TICKS_PER_SECOND = 100;
  private static final Pattern STEPS =
      Pattern.compile("gpicl_sweep_steps_total\\{sweep=\"many\"} (\\S+)");

  @TempDir Path directory;

  private static String sweep() {
    String seeds =
        IntStream.range(0, 50).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    return """
        name: many
        recipe: small
        images: glyphs
        models: [transformer]
        tasks: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]
        hidden: [16]
        seeds: [%s]
        transformer: {steps: 10000000, evaluateEvery: 1000000 steps}
        """
        .formatted(seeds);
  }

  @Test
  void watchingDoesNotSlowTrainingDown() throws Exception {
    try (GpiclServer server = GpiclServer.start(directory.resolve("home"))) {
      server.mustTake("api/sweeps", sweep());
      server.process().awaitStep("many", "transformer-", 2_000);
      double[] alone = new double[ROUNDS];
      double[] watched = new double[ROUNDS];
      double[] besides = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        double before = secondsBesidesTraining(server);
        alone[round] = stepsInAWindow(server, false);
        double between = secondsBesidesTraining(server);
        try (Pages pages = new Pages(server.page())) {
          watched[round] = stepsInAWindow(server, true);
          assertThat(pages.heard()).as("bytes that pages heard").isPositive();
        }
        double more = (secondsBesidesTraining(server) - between) - (between - before);
        besides[round] = more / WINDOW_SECONDS;
      }
      double[] ratios = new double[ROUNDS];
      Arrays.setAll(ratios, round -> watched[round] / alone[round]);
      Arrays.sort(ratios);
      Arrays.sort(besides);
      String told =
          String.format(
              Locale.ROOT,
              "steps/s alone %s%nsteps/s watched %s%nwatched / alone: median %.3f, from %.3f to %.3f%n"
                  + "of one core, the server's own end of it: median %.3f, from %.3f to %.3f%n",
              Arrays.toString(alone),
              Arrays.toString(watched),
              median(ratios),
              ratios[0],
              ratios[ROUNDS - 1],
              median(besides),
              besides[0],
              besides[ROUNDS - 1]);
      System.out.print(told);
      Files.writeString(Path.of("target", "pages.txt"), told);
    }
  }

  private static double median(double[] sorted) {
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** Processor time of all threads of the server but those that train. */
  private static double secondsBesidesTraining(GpiclServer server) throws IOException {
    long ticks = 0;
    Path threads = Path.of("/proc", Long.toString(server.process().pid()), "task");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        String stat = Files.readString(thread.resolve("stat"));
        String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        if (!name.startsWith("worker-")) {
          String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
          ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]); // utime, stime
        }
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static double stepsInAWindow(GpiclServer server, boolean scraped) throws Exception {
    double begun = steps(server);
    long at = System.nanoTime();
    long end = at + TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      if (scraped) {
        steps(server);
      }
    }
    double made = steps(server) - begun;
    return made / ((System.nanoTime() - at) / 1e9);
  }

  private static double steps(GpiclServer server) throws Exception {
    String text =
        server
            .send(HttpRequest.newBuilder(URI.create(server.page() + "actuator/prometheus")).GET())
            .body();
    Matcher matcher = STEPS.matcher(text);
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  /** Pages that listen, which read at the end of a window, and some that never do. */
  private static final class Pages implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    Pages(String page) throws Exception {
      URI uri = URI.create(page);
      for (int k = 0; k < PAGES + PAGES_THAT_NEVER_READ; k++) {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket
            .getOutputStream()
            .write(
                "GET /api/events HTTP/1.1\r\nHost: %s\r\n\r\n"
                    .formatted(uri.getAuthority())
                    .getBytes(StandardCharsets.US_ASCII));
        sockets.add(socket);
      }
    }

    long heard() throws Exception {
      long bytes = 0;
      for (Socket socket : sockets.subList(0, PAGES)) {
        InputStream in = socket.getInputStream();
        bytes += in.skip(in.available());
      }
      return bytes;
    }

    @Override
    public void close() throws Exception {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
