package org.gpicl.job.slurm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gpicl.home.settings.SlurmSettings;

/** What each task of an array runs: a template with the settings of this home. */
final class BatchScript {
  private static final String TEMPLATE = "/slurm/worker.sh";
  private static final Pattern PLACE = Pattern.compile("@([A-Z]+)@");

  private BatchScript() {}

  /**
   * Fills in the template.
   *
   * @param images the manager's folder of images, which the nodes need not see
   */
  static String of(SlurmSettings settings, Path images) {
    Map<String, String> values =
        Map.of(
            "SETUP", settings.setup().strip(),
            "PROGRAM", quoted(program(settings)),
            "IMAGES", quoted(images.toAbsolutePath().toString()),
            "IDLE", settings.idle().toSeconds() + "s");
    return PLACE
        .matcher(template())
        .replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
  }

  private static String program(SlurmSettings settings) {
    return settings.program().isBlank() ? Launcher.ofThisProgram() : settings.program().strip();
  }

  /** As one word of the shell. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String template() {
    try (InputStream stream = BatchScript.class.getResourceAsStream(TEMPLATE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
