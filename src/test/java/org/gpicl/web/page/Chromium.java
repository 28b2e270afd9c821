package org.gpicl.web.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gpicl.Needs;

/**
 * The browser of this machine: the system property {@code gpicl.chromium}, or the first on the
 * path. Where there is none a test is skipped; in continuous integration it fails.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  final Browser browser;
  private final Playwright playwright;

  Chromium() {
    Path program = find().orElseThrow(() -> new IllegalStateException("there is no Chromium here"));
    // Playwright would fetch browsers of its own.
    Map<String, String> environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setArgs(List.of("--no-sandbox")));
  }

  static Chromium orSkip() {
    if (find().isEmpty()) {
      Needs.missing("Chromium");
    }
    return new Chromium();
  }

  private static Optional<Path> find() {
    String given = System.getProperty("gpicl.chromium");
    Stream<Path> candidates =
        given != null
            ? Stream.of(Path.of(given))
            : Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    return candidates.filter(Files::isExecutable).findFirst();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
