package org.gpicl.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gpicl.cli.process.Application;
import org.gpicl.home.Home;
import org.gpicl.home.files.FileTree;
import org.gpicl.store.database.H2File;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.web.control.Answer;
import org.gpicl.web.control.ExitCode;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A home that this user may read but not write: somebody else's, a snapshot, or one on a medium
 * that is mounted for reading. It is looked at in a copy of its database, since a database that is
 * opened is written to.
 */
final class ReadOnlyHome {
  private final Home home;
  private final ImageLibrary images;

  ReadOnlyHome(Home home, ImageLibrary images) {
    this.home = home;
    this.images = images;
  }

  /** What is asked of an open database. */
  @FunctionalInterface
  interface Question {
    Object ask(ConfigurableApplicationContext context) throws Throwable;
  }

  /**
   * Answers a question from a copy.
   *
   * @return empty if a process has the database open
   */
  Optional<Object> ask(Question question, Class<?>... parts) throws Throwable {
    H2File file = H2File.of(home.database());
    if (!Files.notExists(file.path()) && !Files.isReadable(file.path())) {
      return Optional.of(unreadable(file.path()));
    }
    Path folder = Files.createTempDirectory("gpicl-copy");
    try {
      H2File copy = H2File.of(folder.resolve("gpicl"));
      if (Files.exists(file.path())) {
        file.copyTo(copy.path());
      }
      try (ConfigurableApplicationContext context =
          Application.openCopy(home, folder, copy, images, parts)) {
        return Optional.of(question.ask(context));
      }
    } catch (IOException | RuntimeException e) {
      if (!H2File.isInUse(e)) {
        throw e;
      }
      return Optional.empty();
    } finally {
      new FileTree(folder).delete();
    }
  }

  /** To somebody who may not even read. */
  static Answer unreadable(Path path) {
    return new Answer(
        ExitCode.USAGE,
        "You may not read %s: ask its owner for the right to, or choose another home with --home or GPICL_HOME."
            .formatted(path));
  }

  /** To somebody who asks for a change. */
  Answer unchangeable() {
    return new Answer(
        ExitCode.USAGE,
        "You may not write in %s, as this command has to: ask its owner. `status`, `best` and `schedule list` need no more than the right to read."
            .formatted(home.root()));
  }
}
