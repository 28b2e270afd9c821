package org.gpicl.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A file that another process appends to, and sometimes renames to start a new one. A renamed file
 * is read to its end before the new one.
 */
final class GrowingFile implements AutoCloseable {
  /** Some file systems do not report what another machine writes. */
  private static final long LONGEST_WAIT_SECONDS = 2;

  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final WatchService watch;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private FileChannel channel;
  private Object key;

  /** Reads from the beginning of the file, which need not exist yet, though its directory must. */
  GrowingFile(Path path) throws IOException {
    this.path = path;
    this.watch = path.getFileSystem().newWatchService();
    path.getParent()
        .register(
            watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
    open();
  }

  private void open() throws IOException {
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
      key = key();
    } catch (NoSuchFileException notYet) {
      channel = null;
    }
  }

  private Object key() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** Returns the whole lines that were added since the last call. */
  List<String> read() throws IOException {
    List<String> lines = new ArrayList<>();
    if (channel == null) {
      open();
    }
    while (channel != null) {
      boolean renamed = renamed();
      readToTheEnd(lines);
      if (!renamed) {
        break;
      }
      channel.close();
      begun.reset();
      open();
    }
    return lines;
  }

  private boolean renamed() throws IOException {
    try {
      // If files have no keys, a shorter file is a new one.
      return !Objects.equals(key(), key) || Files.size(path) < channel.position();
    } catch (NoSuchFileException betweenTwoFiles) {
      return false;
    }
  }

  private void readToTheEnd(List<String> lines) throws IOException {
    buffer.clear();
    while (channel.read(buffer) > 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        if (next != '\n') {
          begun.write(next);
        } else {
          lines.add(begun.toString(StandardCharsets.UTF_8).replaceFirst("\r$", ""));
          begun.reset();
        }
      }
      buffer.clear();
    }
  }

  /** Waits until something may have been added; false if the file was closed. */
  boolean await() throws InterruptedException {
    try {
      WatchKey changed = watch.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
      if (changed != null) {
        changed.pollEvents();
        changed.reset();
      }
      return true;
    } catch (ClosedWatchServiceException closed) {
      return false;
    }
  }

  /** Ends a wait, including that of another thread. */
  void stop() throws IOException {
    watch.close();
  }

  @Override
  public void close() throws IOException {
    stop();
    if (channel != null) {
      channel.close();
    }
  }
}
