package org.gpicl.tasks.pictures;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gpicl.tasks.files.FileKind;
import org.gpicl.tasks.source.ImageSetException;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;

/** Reads arrays of one MATLAB file (version 5, which also versions 6 and 7 write). */
record MatFile5(Path path) {
  /** The most that a byte of deflated data can become. */
  private static final long MOST_INFLATED = 1032;

  private static final int HEADER = 128;
  private static final int TAG = 8;
  private static final int SLACK = 1 << 16;

  /** Reads one array of numbers; the others are passed over. */
  Matrix matrix(String name) {
    try (InputStream in = Files.newInputStream(path);
        Source source = Sources.wrapInputStream(in)) {
      requireKind();
      requireWhole();
      Mat5File file =
          Mat5.newReader(source)
              .disableSubsystemProcessing()
              .setBufferAllocator(new Bounded(MOST_INFLATED * Files.size(path) + SLACK))
              .setEntryFilter(entry -> entry.getName().equals(name))
              .readMat();
      for (MatFile.Entry entry : file.getEntries()) {
        Array array = entry.getValue();
        if (array instanceof Matrix matrix && !matrix.isComplex()) {
          return matrix;
        }
      }
      throw ImageSetException.defect(path, "there is no array %s of numbers in it".formatted(name));
    } catch (EOFException e) {
      throw ImageSetException.unreadable(path, e);
    } catch (ImageSetException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw ImageSetException.defect(path, "its MATLAB data is damaged (" + reason(e) + ")");
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** The library would complain about numbers in places that such a file does not have. */
  private void requireKind() throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(FileKind.LOOKED_AT);
    }
    String what = FileKind.of(start).map(FileKind::what).orElse("something else");
    if (!what.equals(FileKind.MATLAB)) {
      throw ImageSetException.defect(path, "not a MATLAB file of version 5; it is " + what);
    }
  }

  /**
   * Makes sure that the arrays end where the file does: after the header of 128 bytes, which end
   * with the byte order, each is its type and its length in bytes, and so many bytes.
   */
  private void requireWhole() throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      ByteBuffer word = ByteBuffer.allocate(HEADER);
      file.read(word, 0);
      ByteOrder order =
          word.get(HEADER - 2) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      for (long at = HEADER; at < file.size(); ) {
        ByteBuffer tag = ByteBuffer.allocate(TAG).order(order);
        if (file.read(tag, at) < TAG) {
          throw new EOFException();
        }
        at += TAG + (tag.getInt(Integer.BYTES) & 0xFFFFFFFFL);
        if (at > file.size()) {
          throw new EOFException();
        }
      }
    }
  }

  /** Memory follows what a file holds, not what it claims. */
  private record Bounded(long most) implements BufferAllocator {
    @Override
    public ByteBuffer allocate(int bytes) {
      if (bytes < 0 || bytes > most) {
        throw new IllegalStateException("it claims more than it can hold");
      }
      return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public void release(ByteBuffer buffer) {
      // The collector frees it.
    }
  }
}
