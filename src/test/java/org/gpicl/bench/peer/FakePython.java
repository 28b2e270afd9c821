package org.gpicl.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Shell scripts that answer as peer.py does with a PyTorch. */
public final class FakePython {
  private static final String SERVES =
      """
      #!/bin/sh
      if [ "$2" = --facts ]; then
        echo '{"torch": "2.15.0", "mkl": true, "onednn": true, "kernels": "AVX2", "cores": 2}'
        exit
      fi
      while read -r request; do
        case $request in
          *'"compiled":true'*) echo '{"failed": "no compiler"}' ;;
          *'"precision":"bf16"'*) echo '{"lane": 1}' ;;
          *file*) echo '{"lane": 0}' ;;
          *'"lane":1'*) echo '{"loss": 1.5, "thread": 9000000, "process": 9000000, "elapsed": 9500000}' ;;
          *) echo '{"loss": 2.5, "thread": 3000000, "process": 4000000, "elapsed": 5000000}' ;;
        esac
      done
      """;

  private FakePython() {}

  /** One that steps in 3 ms in 32 bits and in 9 ms in bf16, and has no compiler. */
  public static String serving(Path folder) throws IOException {
    return script(folder, SERVES);
  }

  /** One without PyTorch. */
  static String without(Path folder) throws IOException {
    return script(
        folder,
        "#!/bin/sh\necho 'this Python has no PyTorch (No module named torch)' >&2\nexit 1\n");
  }

  static String script(Path folder, String text) throws IOException {
    Path script = folder.resolve("python");
    Files.writeString(script, text);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script.toString();
  }
}
