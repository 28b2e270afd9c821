package org.gpicl.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gpicl.cli.process.HomeSettings;
import org.gpicl.cli.process.UsageException;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.doctor.Doctor;
import org.gpicl.doctor.Finding;
import org.gpicl.home.Home;
import org.gpicl.store.backup.Backups;
import org.gpicl.web.control.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Checks whether this machine and a home are fit for gpicl. */
@Command(
    name = "doctor",
    description =
        "Checks whether this machine and the home are fit for gpicl, and advises what to do.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing is wrong", "1:something is wrong"})
public final class DoctorCommand implements Callable<Integer> {
  private static final int SUBJECT_WIDTH = 16;

  @Spec private CommandSpec command;

  @Mixin private HomeOptions homeOptions;
  @Mixin private HomeOptions.Data data;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port on which `serve` would listen (default: ${DEFAULT-VALUE}).",
      defaultValue = "8484")
  private int port;

  @Option(names = "--json", description = "Prints the findings as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Home home = homeOptions.home();
    PrintWriter out = command.commandLine().getOut();
    List<Finding> findings =
        Doctor.of(
                new Doctor.Subject(
                    home,
                    data.offline(home),
                    data.mistake(),
                    () -> newestBackup(home),
                    database(home),
                    port))
            .look(finding -> print(finding, out));
    long wrong =
        findings.stream().filter(finding -> finding.verdict() == Finding.Verdict.WRONG).count();
    if (json) {
      out.println(json(findings));
    }
    return wrong == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** With a mistake in the settings the rest is still worth a look. */
  private static Map<String, String> database(Home home) {
    try {
      return HomeSettings.database(home);
    } catch (UsageException mistake) {
      return System.getenv();
    }
  }

  private static Optional<Instant> newestBackup(Home home) {
    try {
      return new Backups(home).newestWhole().map(Backups.Backup::at);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void print(Finding finding, PrintWriter out) {
    if (json) {
      return;
    }
    out.printf(
        "%-6s %-" + SUBJECT_WIDTH + "s %s%n",
        finding.verdict().word(),
        finding.subject(),
        finding.text());
    if (!finding.advice().isEmpty()) {
      out.printf("%" + (SUBJECT_WIDTH + 8) + "s-> %s%n", "", finding.advice());
    }
    out.flush();
  }

  private static String json(List<Finding> findings) {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(findings.stream().map(DoctorCommand::fields).toList());
  }

  private static Map<String, String> fields(Finding finding) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("verdict", finding.verdict().word());
    fields.put("subject", finding.subject());
    fields.put("text", finding.text());
    fields.put("advice", finding.advice());
    return fields;
  }
}
