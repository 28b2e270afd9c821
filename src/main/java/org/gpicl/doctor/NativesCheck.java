package org.gpicl.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.machine.NativeFolder;

/** Whether native libraries can be unpacked and loaded, and temporary files be written. */
record NativesCheck(NativeFolder natives, Path temporary) implements Check {
  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        natives
            .problem()
            .map(problem -> Finding.wrong("natives", problem, ""))
            .orElseGet(() -> Finding.ok("natives", "are unpacked in " + natives.path())));
    if (!Files.isDirectory(temporary) || !Files.isWritable(temporary)) {
      findings.add(
          Finding.wrong(
              "temporary files",
              temporary + " cannot be written",
              "Set GPICL_JAVA_OPTS=-Djava.io.tmpdir=DIR."));
    }
    return findings;
  }
}
