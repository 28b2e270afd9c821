package org.gpicl.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.gpicl.cli.command.BenchCommand;
import org.gpicl.cli.command.BestCommand;
import org.gpicl.cli.command.CompareCommand;
import org.gpicl.cli.command.CompletionCommand;
import org.gpicl.cli.command.DoctorCommand;
import org.gpicl.cli.command.ExamplesCommand;
import org.gpicl.cli.command.ExportCommand;
import org.gpicl.cli.command.GcCommand;
import org.gpicl.cli.command.LogsCommand;
import org.gpicl.cli.command.ReportCommand;
import org.gpicl.cli.command.RestoreCommand;
import org.gpicl.cli.command.ResumeCommand;
import org.gpicl.cli.command.RmCommand;
import org.gpicl.cli.command.RunCommand;
import org.gpicl.cli.command.ScheduleCommand;
import org.gpicl.cli.command.ServeCommand;
import org.gpicl.cli.command.StatusCommand;
import org.gpicl.cli.command.StopCommand;
import org.gpicl.cli.command.WorkerCommand;
import org.gpicl.cli.process.TrustedClasses;
import org.gpicl.cli.process.UsageException;
import org.gpicl.cli.terminal.Version;
import org.gpicl.engine.EngineException;
import org.gpicl.home.files.UserPath;
import org.gpicl.home.settings.Secrets;
import org.gpicl.job.recovery.DiskFull;
import org.gpicl.machine.NativeFolder;
import org.gpicl.schedule.ScheduleException;
import org.gpicl.store.backup.DamagedHomeException;
import org.gpicl.store.database.DatabaseVersionException;
import org.gpicl.store.database.UnusableDatabaseException;
import org.gpicl.sweep.yaml.SweepFileException;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.SweepNotFoundException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/** The command line program. */
@Command(
    name = "gpicl",
    description = "Hyperparameter sweeps of in-context learners, as restartable batch jobs.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      ResumeCommand.class,
      StopCommand.class,
      StatusCommand.class,
      ReportCommand.class,
      BestCommand.class,
      ExportCommand.class,
      ExamplesCommand.class,
      CompareCommand.class,
      RmCommand.class,
      GcCommand.class,
      RestoreCommand.class,
      ScheduleCommand.class,
      ServeCommand.class,
      WorkerCommand.class,
      LogsCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      BenchCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all cells are done",
      "1:some cell failed, or the database is damaged",
      "2:bad usage, a bad file, or missing images",
      "3:stopped, and resumable",
      "4:refused: already running, or changed",
      "130:ended at once by a second Ctrl-C"
    })
public final class Gpicl {
  Gpicl() {}

  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true");
    TrustedClasses.limit();
    NativeFolder.choose();
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    try {
      return commandLine().execute(arguments);
    } catch (Error e) {
      Optional<String> natives = NativeFolder.ofThisProcess().problem();
      if (e instanceof LinkageError && natives.isPresent()) {
        System.err.println(natives.get());
        return ExitCode.USAGE;
      }
      System.err.println("The program broke: " + e + ". GPICL_TRACE=1 shows where.");
      if (System.getenv("GPICL_TRACE") != null) {
        e.printStackTrace();
      }
      return ExitCode.FAILED;
    }
  }

  static CommandLine commandLine() {
    // What is printed is English, and is copied and parsed: -Xmx with Arabic digits is no option.
    Locale.setDefault(Locale.ENGLISH);
    CommandLine commands = new CommandLine(new Gpicl());
    IParameterExceptionHandler otherwise = commands.getParameterExceptionHandler();
    return commands
        // picocli takes a strategy of its own for one that prints elsewhere if System.out has been
        // changed since, as the engine nd4j does for a while, and forgets where to print.
        .setExecutionStrategy(parsed -> new RunLast().execute(parsed))
        .registerConverter(Path.class, Gpicl::path)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new MisspeltCommand(otherwise))
        .setExecutionExceptionHandler((failure, line, parsed) -> explain(failure, line.getErr()));
  }

  /** An empty text would be the current folder: more often it is a variable that is not set. */
  private static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException(
          "the path is empty; name a file or a folder, such as . for the current one");
    }
    try {
      return UserPath.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(UserPath.problem(e));
    }
  }

  /** What a kind of exception says by its name alone. */
  private static String reason(FileSystemException file) {
    if (file instanceof AccessDeniedException) {
      return "you may not; ask its owner for the right to, or choose another place";
    }
    if (file instanceof NoSuchFileException) {
      return "it is not there";
    }
    return file instanceof NotDirectoryException || file instanceof FileAlreadyExistsException
        ? "a file of this name is in the way"
        : file.getClass().getSimpleName();
  }

  /** The user's own mistakes are reported in a sentence; ours point to the log. */
  private static int explain(Exception failure, PrintWriter err) {
    if (failure instanceof SweepFileException
        || failure instanceof ImageSetException
        || failure instanceof EngineException
        || failure instanceof SweepNotFoundException
        || failure instanceof ScheduleException
        || failure instanceof UsageException) {
      err.println(failure.getMessage());
      return ExitCode.USAGE;
    }
    if (failure instanceof InvalidPathException path) {
      err.println(UserPath.problem(path));
      return ExitCode.USAGE;
    }
    if (failure instanceof FileSystemException file) {
      err.printf(
          "cannot use %s: %s%n",
          file.getFile(), file.getReason() == null ? reason(file) : file.getReason());
      return ExitCode.USAGE;
    }
    if (DiskFull.saidBy(failure)) {
      err.println(
          "The disk is full. Make room and try again; `gpicl gc` frees what no sweep needs.");
      return ExitCode.STOPPED;
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof DatabaseVersionException) {
        err.println(t.getMessage());
        return ExitCode.REFUSED;
      }
      if (t instanceof UnusableDatabaseException unusable) {
        err.println(t.getMessage());
        return unusable.passing() ? ExitCode.STOPPED : ExitCode.USAGE;
      }
    }
    if (failure instanceof DamagedHomeException) {
      LoggerFactory.getLogger(Gpicl.class).error("The database is damaged", failure);
      err.println(failure.getMessage());
      return ExitCode.FAILED;
    }
    LoggerFactory.getLogger(Gpicl.class).error("A command failed", failure);
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    err.println(Secrets.hiddenIn(root.getMessage() == null ? root.toString() : root.getMessage()));
    err.println("This was not expected. GPICL_TRACE=1 shows where it happened.");
    if (System.getenv("GPICL_TRACE") != null) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      err.println(Secrets.hiddenIn(trace.toString()));
    }
    return ExitCode.FAILED;
  }
}
