package org.gpicl.store.checkpoint;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * The folder that checkpoints are stored in cannot be used. This says nothing about what is in it:
 * a training resumes once the folder is there again.
 */
public final class CheckpointFolderException extends RuntimeException {
  CheckpointFolderException(String attempt, Path file, IOException cause) {
    super(
        "a checkpoint cannot be %s: %s: %s; is the folder of checkpoint.store mounted, with room in it? (If it is empty because its files are gone for good, put any file into it)"
            .formatted(attempt, file, reason(cause)),
        cause);
  }

  private static String reason(IOException cause) {
    return cause instanceof FileSystemException failure && failure.getReason() != null
        ? failure.getReason()
        : cause instanceof FileSystemException ? "not found or not permitted" : cause.getMessage();
  }
}
