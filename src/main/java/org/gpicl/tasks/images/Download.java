package org.gpicl.tasks.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.gpicl.home.files.Digests;
import org.gpicl.home.files.WholeFile;

/**
 * Fetches one file over HTTP into {@code NAME.part}, going on where an earlier attempt ended, and
 * gives it its name when it is whole and its hash is right.
 */
final class Download {
  private static final int ATTEMPTS = 3;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final long REPORT_EVERY = 1 << 18;

  private final URI source;
  private final Path target;
  private final Path part;
  private final String md5;
  private final DownloadProgress progress;

  /**
   * @param md5 of the whole file, or null if nobody published it
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
      // What an earlier attempt left may have been of another file: once more from the beginning.
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
    HttpURLConnection connection = (HttpURLConnection) source.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=" + have + "-");
    }
    try {
      int status = connection.getResponseCode();
      boolean goesOn = status == HttpURLConnection.HTTP_PARTIAL && startsAt(connection, have);
      if (status == RANGE_NOT_SATISFIABLE && have > 0) {
        // There is nothing after what is here: it is whole if its hash is right.
        if (md5 == null) {
          // Nor is there anything that could tell: once more from the beginning.
          Files.delete(part);
          throw new CutShortException("a remainder of an earlier download did not fit", null);
        }
        return;
      }
      if (status != HttpURLConnection.HTTP_OK && !goesOn) {
        throw new IOException("the server answered " + status);
      }
      long done = goesOn ? have : 0;
      long length = connection.getContentLengthLong();
      receive(connection, done, length < 0 ? -1 : done + length);
    } finally {
      connection.disconnect();
    }
  }

  private static boolean startsAt(HttpURLConnection connection, long have) {
    String range = connection.getHeaderField("Content-Range");
    return range != null && range.startsWith("bytes " + have + "-");
  }

  private void receive(HttpURLConnection connection, long begin, long total) throws IOException {
    long done = begin;
    long reported = begin;
    progress.progressed(source, done, total);
    StandardOpenOption mode =
        begin > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try (InputStream in = connection.getInputStream();
        FileChannel out =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = received(in, buffer, done); read >= 0; read = received(in, buffer, done)) {
        ByteBuffer left = ByteBuffer.wrap(buffer, 0, read);
        while (left.hasRemaining()) {
          out.write(left);
        }
        done += read;
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

  /** What the disk does is another matter than what the connection does. */
  private static int received(InputStream in, byte[] buffer, long done) throws IOException {
    try {
      return in.read(buffer);
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
    String actual = HexFormat.of().formatHex(digest.digest());
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
}
