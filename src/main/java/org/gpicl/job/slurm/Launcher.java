package org.gpicl.job.slurm;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** The command that starts this program. */
final class Launcher {
  private static final String NAME = "gpicl";

  private Launcher() {}

  /** The launcher of the folder that this program was built in; elsewhere that of the PATH. */
  static String ofThisProgram() {
    return Optional.ofNullable(Launcher.class.getProtectionDomain().getCodeSource())
        .flatMap(Launcher::beside)
        .map(Path::toString)
        .orElse(NAME);
  }

  /** The jar and the classes are in {@code target}. */
  private static Optional<Path> beside(CodeSource code) {
    try {
      return Optional.ofNullable(Path.of(code.getLocation().toURI()).getParent())
          .map(target -> target.resolveSibling(NAME))
          .filter(Files::isExecutable)
          .filter(Files::isRegularFile);
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
