package org.gpicl.bench;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.gpicl.bench.timing.Setting;
import org.gpicl.machine.Build;
import org.gpicl.machine.Machine;

/** Describes the machine and the software that the numbers were measured with. */
final class Surroundings {
  private Surroundings() {}

  static Map<String, String> of(Setting setting) {
    Map<String, String> facts = new LinkedHashMap<>();
    Build build = Build.read();
    facts.put("date", LocalDate.now().toString());
    facts.put("gpicl", (build.version() + " " + build.commit()).strip());
    facts.put("processor", Machine.processor() + ", " + Machine.cores() + " cores");
    facts.put("system", Machine.operatingSystem());
    facts.put("JDK", Machine.jdk());
    facts.put("engine", setting.engine().name() + ": " + setting.engine().description());
    facts.put(
        "matrix rate",
        openblas_nolapack.OPENBLAS_VERSION.strip()
            + ", "
            + Machine.kernels()
            + ", single precision, one thread");
    setting.yardstick().ifPresent(other -> facts.put(other.name(), other.description()));
    return facts;
  }
}
