package org.gpicl.job.tracking;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
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
final class EventFile {
  /** Bytes of a length and its checksum. */
  private static final int HEAD = Long.BYTES + Integer.BYTES;

  private static final int FOOT = Integer.BYTES;

  private final Path path;
  private final Map<String, Long> newest = new HashMap<>();
  private boolean begun;

  private EventFile(Path path) {
    this.path = path;
  }

  /** Opens a file, or begins one. What a killed process did not finish at its end is cut off. */
  static EventFile open(Path path) throws IOException {
    EventFile file = new EventFile(path);
    if (Files.exists(path)) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
      while (file.read(bytes)) {}
      if (bytes.hasRemaining()) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
          channel.truncate(bytes.position());
        }
      }
    }
    return file;
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
            && length <= bytes.remaining() - HEAD - FOOT
            && bytes.getInt(begin + HEAD + (int) length)
                == checksum(bytes.slice(begin + HEAD, (int) length));
    if (whole) {
      byte[] event = new byte[(int) length];
      bytes.get(begin + HEAD, event);
      bytes.position(begin + HEAD + event.length + FOOT);
      begun = true;
      Events.subject(event).ifPresent(subject -> newest.put(subject.tag(), subject.step()));
    }
    return whole;
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
    Files.write(path, bytes.array(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** As the format TFRecord has it. */
  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }
}
