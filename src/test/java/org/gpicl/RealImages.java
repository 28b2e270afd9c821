package org.gpicl;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gpicl.tasks.source.ImageSetException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Where the real image sets are: {@code GPICL_DATA}, else {@code shared/data} beside the checkout.
 * Tests that need them are skipped where there are none, but not in CI, where they must be.
 */
public final class RealImages {
  private RealImages() {}

  /** Skips a test that failed for want of real images. */
  public static final class SkippedWithout implements TestExecutionExceptionHandler {
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
        throws Throwable {
      if (failure instanceof ImageSetException && find().isEmpty()) {
        folder();
      }
      throw failure;
    }
  }

  /** A folder with {@code mnist/} in it. */
  public static Path folder() {
    Optional<Path> found = find();
    if (found.isPresent()) {
      return found.get();
    }
    return Needs.missing("MNIST (GPICL_DATA, a folder that has mnist in it)");
  }

  /** The same, if there is one. */
  public static Optional<Path> find() {
    String named = System.getenv("GPICL_DATA");
    if (named != null) {
      if (!Files.isDirectory(Path.of(named).resolve("mnist"))) {
        fail("GPICL_DATA is " + named + ", which has no folder mnist");
      }
      return Optional.of(Path.of(named).toAbsolutePath());
    }
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path candidate = up.resolve("shared").resolve("data");
      if (Files.isDirectory(candidate.resolve("mnist"))) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
