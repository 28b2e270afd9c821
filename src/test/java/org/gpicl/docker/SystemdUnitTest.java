package org.gpicl.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gpicl.grafana.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** config/gpicl.service, as systemd reads it; it is not started. */
class SystemdUnitTest {
  private static final Path UNIT = Path.of("config", "gpicl.service");

  @TempDir Path directory;

  /** What systemd finds odd. */
  private String complaints(String unit) throws Exception {
    // The one in the unit is not there on a machine that builds.
    String here =
        unit.replace("/opt/gpicl/gpicl serve", Path.of("gpicl").toAbsolutePath() + " serve");
    Path file = Files.writeString(directory.resolve("gpicl.service"), here);
    Process verify =
        new ProcessBuilder(
                Tool.find("systemd-analyze").toString(), "verify", "--man=no", file.toString())
            .redirectErrorStream(true)
            .start();
    String told = new String(verify.getInputStream().readAllBytes());
    int code = verify.waitFor();
    return code == 0 ? told : told + "exit code " + code;
  }

  @Test
  void systemdTakesTheUnit() throws Exception {
    String unit = Files.readString(UNIT);

    assertThat(complaints(unit)).isEmpty();
    assertThat(complaints(unit.replace("NoNewPrivileges", "NoNewPrivilege"))).isNotEmpty();
  }

  @Test
  void theHomeIsWhereItMayWrite() throws IOException {
    String home = "/var/lib/gpicl";

    assertThat(Files.readAllLines(UNIT))
        .contains(
            "Environment=GPICL_HOME=" + home,
            "ReadWritePaths=" + home,
            "WorkingDirectory=" + home,
            "StateDirectory=gpicl",
            "ExecStart=/opt/gpicl/gpicl serve");
  }
}
