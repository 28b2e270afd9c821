package org.gpicl.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gpicl.web.control.ExitCode;

/**
 * A command in a {@link CommandHost}. It is alive as long as the command is; signals and kills go
 * to the host, which is alone with it. When it has ended the host takes the next one, unless a
 * signal may still be on its way; a server ends by nothing else, so that it has arrived.
 */
final class HostedCommand extends Process {
  /** What a JVM says for itself, such as why it did not start. */
  private static final Path LOG = Path.of("target", "command-hosts.log");

  private static final Deque<Host> IDLE = new ArrayDeque<>();

  private final Host host;
  private final CompletableFuture<Integer> end;
  private final boolean server;
  private boolean signalled;
  private boolean released;

  /** A JVM that waits for commands. */
  private static final class Host {
    private final Process process;
    private volatile CompletableFuture<Integer> current = new CompletableFuture<>();

    Host(List<String> command) throws IOException {
      process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
              .start();
      Thread reader = new Thread(this::read, "command host " + process.pid());
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith(CommandHost.ENDED)) {
            current.complete(Integer.valueOf(line.substring(CommandHost.ENDED.length())));
          }
        }
      } catch (IOException e) {
        // It is gone.
      }
      try {
        current.complete(process.waitFor());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    CompletableFuture<Integer> carryOut(Path out, Path err, List<String> arguments)
        throws IOException {
      current = new CompletableFuture<>();
      List<String> words = new ArrayList<>(List.of(out.toString(), err.toString()));
      words.addAll(arguments);
      OutputStream requests = process.getOutputStream();
      requests.write((String.join("\0", words) + "\n").getBytes(StandardCharsets.UTF_8));
      requests.flush();
      if (!process.isAlive()) {
        current.complete(process.exitValue());
      }
      return current;
    }
  }

  private HostedCommand(Host host, CompletableFuture<Integer> end, boolean server) {
    this.host = host;
    this.end = end;
    this.server = server;
  }

  /**
   * Has a host carry it out.
   *
   * @param host how a new one is started, if all are busy
   */
  static HostedCommand start(List<String> host, Path out, Path err, List<String> arguments)
      throws IOException {
    Host free;
    synchronized (IDLE) {
      free = IDLE.poll();
    }
    if (free == null || !free.process.isAlive()) {
      free = new Host(host);
    }
    return new HostedCommand(
        free, free.carryOut(out, err, arguments), arguments.get(0).equals("serve"));
  }

  /** Somebody is about to send a signal; false if nobody would hear it. */
  synchronized boolean mayBeSignalled() {
    signalled |= !end.isDone();
    return !end.isDone();
  }

  /** The end was seen: whoever has this sends no more signals. */
  private synchronized int released(int exit) {
    if (!released) {
      released = true;
      if (signalled && !server && exit != ExitCode.STOPPED) {
        host.process.destroyForcibly();
      } else {
        synchronized (IDLE) {
          IDLE.push(host);
        }
      }
    }
    return exit;
  }

  @Override
  public int waitFor() throws InterruptedException {
    try {
      return released(end.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    try {
      released(end.get(timeout, unit));
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int exitValue() {
    if (!end.isDone()) {
      throw new IllegalThreadStateException("it has not ended");
    }
    return released(end.join());
  }

  @Override
  public boolean isAlive() {
    return !end.isDone();
  }

  @Override
  public long pid() {
    return host.process.pid();
  }

  @Override
  public void destroy() {
    if (mayBeSignalled()) {
      // Process.destroy() closes the pipes too, and the host would take that for its end.
      host.process.toHandle().destroy();
    }
  }

  @Override
  public Process destroyForcibly() {
    if (mayBeSignalled()) {
      host.process.destroyForcibly();
    }
    return this;
  }

  @Override
  public OutputStream getOutputStream() {
    throw new UnsupportedOperationException("a command in a host reads nothing");
  }

  @Override
  public InputStream getInputStream() {
    throw new UnsupportedOperationException("it is in a file");
  }

  @Override
  public InputStream getErrorStream() {
    throw new UnsupportedOperationException("it is in a file");
  }
}
