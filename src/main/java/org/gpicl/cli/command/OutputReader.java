package org.gpicl.cli.command;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import java.util.function.BooleanSupplier;

/**
 * Whether somebody still reads what a command prints. Java notices a closed pipe only when it
 * writes, and a command that waits for something to print may never write again.
 */
record OutputReader(BooleanSupplier present) {
  private static final int STANDARD_OUTPUT = 1;
  private static final short GONE = 0x08 | 0x10 | 0x20; // POLLERR, POLLHUP, POLLNVAL

  /** The C library. */
  public interface Polling extends Library {
    int poll(Descriptor descriptor, NativeLong count, int milliseconds);
  }

  /** C's {@code struct pollfd}. */
  @FieldOrder({"fd", "events", "revents"})
  public static final class Descriptor extends Structure {
    public int fd = STANDARD_OUTPUT;
    public short events;
    public short revents;
  }

  static OutputReader ofStandardOutput() {
    if (Platform.isWindows()) {
      return new OutputReader(() -> true);
    }
    Polling library;
    try {
      library = Native.load(Platform.C_LIBRARY_NAME, Polling.class);
    } catch (LinkageError e) {
      // The next write notices it.
      return new OutputReader(() -> true);
    }
    return new OutputReader(() -> !gone(library));
  }

  private static boolean gone(Polling library) {
    Descriptor output = new Descriptor();
    return library.poll(output, new NativeLong(1), 0) > 0 && (output.revents & GONE) != 0;
  }

  boolean there() {
    return present.getAsBoolean();
  }
}
