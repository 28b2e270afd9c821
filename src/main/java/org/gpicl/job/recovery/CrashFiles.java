package org.gpicl.job.recovery;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.gpicl.home.Home;

/** Where a crash report of this process would be if it crashed in native code. */
public final class CrashFiles {
  private static final Pattern EXPANDED = Pattern.compile("%[%p]");

  private CrashFiles() {}

  /** In the order in which the JVM tries them, then the launcher's note. */
  public static List<Path> ofThisProcess(Home home) {
    String pid = Long.toString(ProcessHandle.current().pid());
    String name = "hs_err_pid" + pid + ".log";
    List<Path> files = new ArrayList<>();
    String asked = errorFileOption();
    if (!asked.isBlank()) {
      files.add(
          Path.of(EXPANDED.matcher(asked).replaceAll(code -> code.group().equals("%p") ? pid : "%"))
              .toAbsolutePath());
    }
    files.add(Path.of(name).toAbsolutePath());
    // Where the JVM goes if it may not write there, whatever java.io.tmpdir is.
    files.add(Path.of("/tmp", name));
    files.add(home.crashNote(pid));
    return files;
  }

  private static String errorFileOption() {
    HotSpotDiagnosticMXBean hotSpot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    String value = hotSpot == null ? "" : hotSpot.getVMOption("ErrorFile").getValue();
    return value == null ? "" : value;
  }
}
