package org.gpicl.web.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.gpicl.cli.GpiclServer;
import org.gpicl.cli.ServedSweep;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real server with a browser, behind the proxy that docs/proxy.md configures. */
@Tag("full")
class ProxyIT {
  @TempDir Path directory;

  @Test
  void thePageIsLiveAndMayWriteBelowAPathBehindTls() throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    try (Chromium chromium = Chromium.orSkip();
        GpiclServer server = GpiclServer.startLight(directory.resolve("home"));
        NginxProxy proxy = NginxProxy.orSkip(directory.resolve("nginx"), server.page())) {
      server.process().await("nginx answers", proxy::answers);
      Page page = chromium.browser.newPage(new Browser.NewPageOptions().setIgnoreHTTPSErrors(true));
      page.navigate(proxy.address() + "#token=" + server.token());
      assertThat(page.locator("#connectionText")).hasText("live");
      assertThat(page.locator("#readOnly")).isHidden();

      server.mustTake("api/sweeps", ServedSweep.ENDLESS);
      page.locator("[data-name=served]").click();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Stop")).click();
      page.locator("#confirmYes").click();
      assertThat(page.locator(".notice")).containsText("served stops after a checkpoint");
      assertThat(page.locator("[data-name=served]")).containsText("stopped");
    }
  }

  @Test
  void whatGoesWrongIsAProblemAndStreamsAreNotHeldBack() throws Exception {
    try (GpiclServer server = GpiclServer.startLight(directory.resolve("home"))) {
      HttpClient http = HttpClient.newHttpClient();
      HttpResponse<InputStream> events =
          http.send(
              HttpRequest.newBuilder(URI.create(server.page() + "api/events")).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream stream = events.body()) {
        assertThat(stream.read()).isEqualTo('e');
      }
      assertThat(events.headers().firstValue("X-Accel-Buffering")).contains("no");
      assertThat(events.headers().allValues("Cache-Control"))
          .containsExactly("no-store, no-transform");

      for (String path : new String[] {"nothing", "api/nothing", "error", "api/sweeps/none"}) {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(server.page() + path))
                    .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
            .as(path)
            .contains("application/problem+json");
        assertThat(answer.body()).as(path).contains("\"detail\":\"there is no");
      }
    }
  }
}
