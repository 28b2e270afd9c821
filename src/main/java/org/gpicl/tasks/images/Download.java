package org.gpicl.tasks.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gpicl.home.files.Digests;
import org.gpicl.home.files.WholeFile;

/**
 * Fetches one file over HTTP into {@code NAME.part}, resuming where an earlier attempt ended, and
 * gives it its name once it is complete and its hash is right.
 */
final class Download {
  private static final int ATTEMPTS = 3;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long REPORT_EVERY = 1 << 18;

  private final URI source;
  private final Path target;
  private final Path part;
  private final String md5;
  private final DownloadProgress progress;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(PATIENCE)
          .build();

  /**
   * @param md5 of the whole file, or null if none was published
   */
  Download(URI source, Path target, String md5, DownloadProgress progress) {
    this.source = source;
    this.target = target;
    this.part = WholeFile.part(target);
    this.md5 = md5;
    this.progress = progress;
  }

  /**
   * Fetches the file.
   *
   * @throws IOException if it cannot be had; the message is one clause, without the address
   */
  void fetch() throws IOException {
    Files.createDirectories(target.getParent());
    boolean resumed = Files.exists(part);
    transferAll();
    try {
      verify();
    } catch (IOException e) {
      if (!resumed) {
        throw e;
      }
      // What an earlier attempt left may belong to another file: start again from the beginning.
      transferAll();
      verify();
    }
    WholeFile.finish(part, target);
  }

  private void transferAll() throws IOException {
    long before = -1;
    for (int attempt = 1; ; attempt++) {
      try {
        transfer();
        return;
      } catch (CutShortException e) {
        long now = Files.exists(part) ? Files.size(part) : 0;
        if (attempt >= ATTEMPTS && now <= before) {
          throw e;
        }
        before = now;
      }
    }
  }

  private void transfer() throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = response(have);
    try (ResponseBody body = new ResponseBody(response.body())) {
      int status = response.statusCode();
      boolean resumes = status == PARTIAL && startsAt(response.headers(), have);
      if (status == RANGE_NOT_SATISFIABLE && have > 0) {
        // There is nothing after what is here: it is whole if its hash is right.
        if (md5 == null) {
          // Without a hash there is no way to know: start again from the beginning.
          Files.delete(part);
          throw new CutShortException("a remainder of an earlier download did not fit", null);
        }
        return;
      }
      if (status != OK && !resumes) {
        throw new IOException("the server answered " + status);
      }
      long done = resumes ? have : 0;
      long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      receive(body, done, length < 0 ? -1 : done + length);
    }
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> response(long have) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(PATIENCE);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofPublisher());
    } catch (ConnectException e) {
      throw explained(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** The JDK's client does not say why it could not connect. */
  private IOException explained(ConnectException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return new UnknownHostException(source.getHost());
      }
    }
    return failure.getMessage() == null ? new ConnectException("Connection refused") : failure;
  }

  private static boolean startsAt(HttpHeaders headers, long have) {
    return headers
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + have + "-"))
        .isPresent();
  }

  private void receive(ResponseBody body, long begin, long total) throws IOException {
    long done = begin;
    long reported = begin;
    progress.progressed(source, done, total);
    StandardOpenOption mode =
        begin > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
      for (List<ByteBuffer> piece = next(body, done); !piece.isEmpty(); piece = next(body, done)) {
        for (ByteBuffer left : piece) {
          while (left.hasRemaining()) {
            done += out.write(left);
          }
        }
        if (done - reported >= REPORT_EVERY) {
          progress.progressed(source, done, total);
          reported = done;
        }
      }
    }
    if (total >= 0 && done < total) {
      throw new CutShortException("the connection broke after " + done + " bytes", null);
    }
    progress.progressed(source, done, total);
  }

  /** Separates failures of the connection from those of the disk. */
  private static List<ByteBuffer> next(ResponseBody body, long done) throws IOException {
    try {
      return body.next();
    } catch (IOException e) {
      throw new CutShortException("the connection broke after " + done + " bytes", e);
    }
  }

  private void verify() throws IOException {
    if (md5 == null) {
      return;
    }
    MessageDigest digest = Digests.md5();
    try (InputStream in = new DigestInputStream(Files.newInputStream(part), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    String actual = Digests.hex(digest);
    if (!actual.equals(md5)) {
      Files.delete(part);
      throw new IOException(
          "what came has the MD5 " + actual + " instead of " + md5 + "; it was deleted");
    }
  }

  /** The connection ended before the file did. */
  private static final class CutShortException extends IOException {
    CutShortException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The body of an HTTP response, piece by piece, in the thread that asks for it. Unlike the JDK's
   * stream it hands out everything that arrived before the connection broke, and waits for the next
   * piece for a limited time only.
   */
  private static final class ResponseBody
      implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    private static final List<ByteBuffer> END = List.of();

    private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private volatile Throwable failure;

    ResponseBody(Flow.Publisher<List<ByteBuffer>> publisher) {
      publisher.subscribe(this);
    }

    /**
     * The next piece; empty at the end.
     *
     * @throws IOException if the connection broke or nothing arrives
     */
    List<ByteBuffer> next() throws IOException {
      subscription.thenAccept(one -> one.request(1));
      List<ByteBuffer> piece;
      try {
        piece = arrived.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      if (piece == null) {
        throw new HttpTimeoutException("nothing arrived in " + PATIENCE.toSeconds() + " s");
      }
      if (piece == END && failure != null) {
        throw new IOException(failure);
      }
      return piece;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription.complete(given);
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
      arrived.add(piece);
    }

    @Override
    public void onError(Throwable cause) {
      failure = cause;
      arrived.add(END);
    }

    @Override
    public void onComplete() {
      arrived.add(END);
    }

    @Override
    public void close() {
      subscription.thenAccept(Flow.Subscription::cancel);
    }
  }
}
