package org.gpicl.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** What a program can do to a file. */
sealed interface FileOperation {

  void applyTo(FileChannel file) throws IOException;

  record Write(long position, byte[] bytes) implements FileOperation {
    @Override
    public void applyTo(FileChannel file) throws IOException {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        file.write(left, position + left.position());
      }
    }

    /** What is on the disk when it fills up in the middle. */
    Write firstPart(int length) {
      return new Write(position, Arrays.copyOf(bytes, length));
    }
  }

  record Truncate(long size) implements FileOperation {
    @Override
    public void applyTo(FileChannel file) throws IOException {
      file.truncate(size);
    }
  }

  record Sync() implements FileOperation {
    @Override
    public void applyTo(FileChannel file) throws IOException {
      file.force(true);
    }
  }
}
