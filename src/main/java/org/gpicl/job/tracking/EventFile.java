package org.gpicl.job.tracking;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * An event file of TensorBoard, which only grows, since TensorBoard reads it on from where it was:
 * records of a length, its checksum, an event and its checksum.
 */
final class EventFile implements AutoCloseable {
  /** Bytes of a length and its checksum. */
  private static final int HEAD = Long.BYTES + Integer.BYTES;

  private static final int FOOT = Integer.BYTES;

  private final FileChannel channel;
  private final Map<String, Long> newest = new HashMap<>();
  private boolean begun;

  /**
   * A file as its writer left it.
   *
   * @param size in bytes
   * @param newest as {@link EventFile#newest} has it
   */
  record Left(long size, Map<String, Long> newest) {
    /** A file that this process has not written. */
    static final Left UNKNOWN = new Left(-1, Map.of());
  }

  private EventFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a file, or begins one, for one writer at a time. What a killed process did not finish at
   * its end is cut off.
   */
  static EventFile open(Path path) throws IOException {
    return open(path, Left.UNKNOWN);
  }

  /**
   * The same; a file that is as long as it was left is not read again, since it only grows.
   *
   * @param left what {@link #left} returned
   */
  static EventFile open(Path path, Left left) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(channel);
      EventFile file = new EventFile(channel);
      if (channel.size() == left.size()) {
        file.begun = true;
        file.newest.putAll(left.newest());
        channel.position(left.size());
      } else {
        file.readAll();
      }
      return file;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void readAll() throws IOException {
    ByteBuffer bytes = content(channel);
    while (read(bytes)) {}
    channel.truncate(bytes.position()).position(bytes.position());
  }

  /** Through the channel: closing another one of the file would end the lock. */
  private static ByteBuffer content(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    return bytes.flip();
  }

  /** Until the channel is closed. */
  private static void lock(FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException ofThisProcess) {
      lock = null;
    }
    if (lock == null) {
      throw new IOException("another process, or another run, is writing it");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Reads a record; false, and at its beginning, if it is not whole. */
  private boolean read(ByteBuffer bytes) throws InvalidProtocolBufferException {
    int begin = bytes.position();
    if (bytes.remaining() < HEAD + FOOT) {
      return false;
    }
    long length = bytes.getLong(begin);
    boolean whole =
        bytes.getInt(begin + Long.BYTES) == checksum(bytes.slice(begin, Long.BYTES))
            && length >= 0
            && length <= bytes.remaining() - HEAD - FOOT
            && bytes.getInt(begin + HEAD + (int) length)
                == checksum(bytes.slice(begin + HEAD, (int) length));
    if (whole) {
      byte[] event = new byte[(int) length];
      bytes.get(begin + HEAD, event);
      bytes.position(begin + HEAD + event.length + FOOT);
      begun = true;
      note(event);
    }
    return whole;
  }

  private void note(byte[] event) throws InvalidProtocolBufferException {
    Events.subject(event).ifPresent(subject -> newest.put(subject.tag(), subject.step()));
  }

  /** What another {@link #open} of this process need not read again. */
  Left left() throws IOException {
    return new Left(channel.position(), Map.copyOf(newest));
  }

  /** The step of the newest value of each metric, by name. */
  Map<String, Long> newest() {
    return newest;
  }

  /** The time of an event that is written now, in seconds. */
  static double now() {
    return System.currentTimeMillis() / 1000.0;
  }

  /** Adds events, in one write. */
  void append(List<byte[]> added) throws IOException {
    List<byte[]> events = new ArrayList<>(added);
    if (!begun) {
      events.add(0, Events.version(now()));
      begun = true;
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(events.stream().mapToInt(event -> HEAD + event.length + FOOT).sum())
            .order(ByteOrder.LITTLE_ENDIAN);
    for (byte[] event : events) {
      int begin = bytes.position();
      bytes.putLong(event.length).putInt(checksum(bytes.slice(begin, Long.BYTES)));
      bytes.put(event).putInt(checksum(ByteBuffer.wrap(event)));
    }
    bytes.flip();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    for (byte[] event : events) {
      note(event);
    }
  }

  /** As the format TFRecord has it. */
  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }
}
