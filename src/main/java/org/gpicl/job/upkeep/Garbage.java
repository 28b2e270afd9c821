package org.gpicl.job.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.gpicl.home.files.FileTree;

/** Something in a home that can go. */
public sealed interface Garbage {
  Kind kind();

  long bytes();

  /** When it was last written. */
  Instant since();

  /** What can go, and why. */
  enum Kind {
    TEMPORARY("temporary files", "left by processes that were killed"),
    UNFINISHED_SHARD("unfinished shards", "no unfinished cell needs them"),
    SHARD("shards", "no unfinished cell needs them"),
    ARCHIVE("archived results", "changed sweeps have replaced them"),
    HALF_DONE_CELL("half-done cells", "they are in no stored sweep any more"),
    FINISHED_CELL("finished cells", "they are in no stored sweep any more"),
    ORDER("old orders", "newer orders of the same sweep replace them"),
    /** Goes last, and only to make a home small enough. */
    NEEDED_SHARD("shards in use", "their sets are made again when cells go on");

    private final String what;
    private final String why;

    Kind(String what, String why) {
      this.what = what;
      this.why = why;
    }

    public String what() {
      return what;
    }

    public String why() {
      return why;
    }
  }

  /** A file, or a folder with all that is in it. */
  record OnDisk(Kind kind, Path path, long bytes, Instant since) implements Garbage {

    /** What is at a path now. */
    static OnDisk at(Kind kind, Path path) throws IOException {
      long bytes = Files.isDirectory(path) ? new FileTree(path).size().bytes() : Files.size(path);
      return new OnDisk(kind, path, bytes, Files.getLastModifiedTime(path).toInstant());
    }
  }

  /** A cell with its checkpoints and parameters. */
  record InDatabase(Kind kind, String hash, String key, long bytes, Instant since)
      implements Garbage {}

  /** An order in a server's history that has ended. */
  record OldOrder(long id, long bytes, Instant since) implements Garbage {
    @Override
    public Kind kind() {
      return Kind.ORDER;
    }
  }
}
