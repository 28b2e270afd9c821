package org.gpicl.store;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gpicl.Needs;

/**
 * A real PostgreSQL server of its own, in a temporary directory, on loopback. Where its binaries
 * are not installed the tests that need it are skipped, but not in CI, where they must be.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");

  private final Path binaries;
  private final Path directory;
  private final int port;
  private String listensTo = "127.0.0.1";

  private PostgresServer(Path binaries, Path directory, int port) {
    this.binaries = binaries;
    this.directory = directory;
    this.port = port;
  }

  public static PostgresServer start() throws Exception {
    PostgresServer server = prepared();
    server.asServer(
        "initdb", "-D", server.data(), "-U", "gpicl", "-A", "trust", "-E", "UTF8", "--no-sync");
    server.startAgain();
    return server;
  }

  /** One that repeats what this one does, until it is promoted. */
  public PostgresServer standby() throws Exception {
    PostgresServer standby = prepared();
    String from = "host=127.0.0.1 user=gpicl port=" + port;
    standby.asServer("pg_basebackup", "-d", from, "-D", standby.data(), "-R", "-c", "fast");
    standby.startAgain();
    return standby;
  }

  /** A standby takes the place of its primary. */
  public void promote() throws Exception {
    asServer("pg_ctl", "-D", data(), "-w", "promote");
  }

  private static PostgresServer prepared() throws Exception {
    Optional<Path> binaries = binaries();
    if (binaries.isEmpty()) {
      Needs.missing("PostgreSQL's binaries");
    }
    Path directory = Files.createTempDirectory("gpicl-postgres");
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    if (root()) {
      run(List.of("chown", "postgres", directory.toString()));
    }
    return new PostgresServer(binaries.get(), directory, port);
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  /** One that machines of a network reach too. */
  public static PostgresServer startFor(String network) throws Exception {
    PostgresServer server = start();
    server.stop();
    Files.writeString(
        Path.of(server.data(), "pg_hba.conf"),
        "host all all %s trust%n".formatted(network),
        StandardOpenOption.APPEND);
    server.listensTo = "*";
    server.startAgain();
    return server;
  }

  /** The server is gone, as after a crash of its machine. */
  public void stop() throws Exception {
    asServer("pg_ctl", "-D", data(), "-m", "immediate", "stop");
  }

  /**
   * The server is back, on the same port with the same data: it dies without its machine, so that
   * what the system has taken over stays.
   */
  public void startAgain() throws Exception {
    asServer(
        "pg_ctl",
        "-D",
        data(),
        "-l",
        directory.resolve("log").toString(),
        "-w",
        "-o",
        "-p "
            + port
            + " -c fsync=off -c max_connections=800 -c listen_addresses="
            + listensTo
            + " -c unix_socket_directories="
            + directory,
        "start");
  }

  public String url() {
    return url("127.0.0.1");
  }

  /** Of whichever of the two is no standby. */
  public String urlWith(PostgresServer standby) {
    return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?user=gpicl&targetServerType=primary"
        .formatted(port, standby.port);
  }

  public String url(String address) {
    return "jdbc:postgresql://" + address + ":" + port + "/postgres?user=gpicl";
  }

  @Override
  public void close() throws Exception {
    stop();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Optional<Path> binaries() throws IOException {
    if (!Files.isDirectory(INSTALLATIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLATIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  /** PostgreSQL refuses to run as root. */
  private static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  private void asServer(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private static void run(List<String> command) throws Exception {
    Path output = Files.createTempFile("gpicl-postgres", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      fail(String.join(" ", command) + " failed:\n" + Files.readString(output));
    }
    Files.delete(output);
  }
}
