package org.gpicl.tasks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.gpicl.faults.EveryFault;
import org.gpicl.faults.Faults;
import org.gpicl.faults.FaultyFileSystem;
import org.gpicl.home.files.Digests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every change to the disk fails once while a file is downloaded. */
class DownloadFaultTest {
  @TempDir Path scratch;

  private final byte[] served = new byte[200_000];
  private HttpServer server;
  private URI source;

  @BeforeEach
  void serve() throws IOException {
    new Random(1).nextBytes(served);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    source = URI.create("http://localhost:" + server.getAddress().getPort() + "/images.gz");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    if (from >= served.length) {
      exchange.sendResponseHeaders(416, -1);
    } else {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, served.length - 1, served.length));
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, served.length - from);
      try {
        exchange.getResponseBody().write(served, from, served.length - from);
      } catch (IOException hungUp) {
        // Whoever asked could not store it.
      }
    }
    exchange.close();
  }

  private void everyFault(String md5) throws Exception {
    int tried =
        EveryFault.of(
            scratch,
            directory -> {},
            directory -> {
              Path target = directory.resolve("tiny").resolve("images.gz");
              if (!Files.exists(target)) {
                new Download(source, target, md5, DownloadProgress.SILENT).fetch();
              }
            },
            directory -> {
              Path target = directory.resolve("tiny").resolve("images.gz");
              if (Files.exists(target)) {
                assertThat(Files.readAllBytes(target)).isEqualTo(served);
              }
            });
    assertThat(tried).isGreaterThan(6 * 4);
  }

  @Test
  void aFileWithItsNameIsWholeWhateverFails() throws Exception {
    everyFault(HexFormat.of().formatHex(Digests.md5().digest(served)));
  }

  @Test
  void soItIsWhereNobodyPublishedAHash() throws Exception {
    everyFault(null);
  }

  @Test
  void aFullDiskIsNotCalledABrokenConnection() throws Exception {
    Faults third = new Faults(2, 0.5, Faults.Afterwards.FULL);
    Path target = new FaultyFileSystem(third).path(scratch).resolve("tiny").resolve("images.gz");
    assertThatThrownBy(() -> new Download(source, target, null, DownloadProgress.SILENT).fetch())
        .hasMessageContaining("No space left on device")
        .hasMessageNotContaining("connection");
  }
}
