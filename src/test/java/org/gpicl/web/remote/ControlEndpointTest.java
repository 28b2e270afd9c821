package org.gpicl.web.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gpicl.home.Owner;
import org.gpicl.job.upkeep.HomeBounds;
import org.gpicl.web.access.AccessToken;
import org.gpicl.web.control.Answer;
import org.gpicl.web.control.DeletionMode;
import org.gpicl.web.control.HomeControl;
import org.gpicl.web.control.ScheduleAction;
import org.junit.jupiter.api.Test;

class ControlEndpointTest {
  /** Answers with the call, except that a stop fails. */
  private static final HomeControl CONTROL =
      HomeControl.class.cast(
          Proxy.newProxyInstance(
              HomeControl.class.getClassLoader(),
              new Class<?>[] {HomeControl.class},
              (proxy, method, arguments) -> called(method, arguments)));

  private static Answer called(Method method, Object[] arguments) {
    if (method.getName().equals("stop")) {
      throw new IllegalStateException("the disk is gone");
    }
    return new Answer(3, method.getName() + Arrays.asList(arguments));
  }

  private static HomeControl client(ControlEndpoint endpoint, String token) {
    return RemoteHome.of(new Owner(7, endpoint.port(), token, "now", "s", "", "0.9"));
  }

  private static int status(ControlEndpoint endpoint, String path, String body) throws Exception {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + endpoint.port() + path))
            .header(AccessToken.HEADER, endpoint.token())
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void everyCallArrivesAsItWasMade() throws Exception {
    HomeBounds bounds = new HomeBounds(Duration.ofDays(30), 5_000_000_000L);
    try (ControlEndpoint endpoint = new ControlEndpoint(CONTROL)) {
      HomeControl client = client(endpoint, endpoint.token());
      assertThat(
              List.of(
                  client.status("s"),
                  client.status(""),
                  client.report("s", true),
                  client.rebuild("s", false),
                  client.compare("a", "b", "/tmp/out"),
                  client.remove("s", DeletionMode.DO),
                  client.free(bounds, DeletionMode.LOOK),
                  client.schedule(ScheduleAction.ADD, "", "name: \u00e4"),
                  client.run("name: s", List.of("failed")),
                  client.resume("s", List.of()),
                  client.follow(1L << 40)))
          .allMatch(answer -> answer.exit() == 3)
          .extracting(Answer::text)
          .containsExactly(
              "status[s]",
              "status[]",
              "report[s, true]",
              "rebuild[s, false]",
              "compare[a, b, /tmp/out]",
              "remove[s, DO]",
              "free[" + bounds + ", LOOK]",
              "schedule[ADD, , name: \u00e4]",
              "run[name: s, [failed]]",
              "resume[s, []]",
              "follow[" + (1L << 40) + "]");
    }
  }

  @Test
  void withoutTheTokenNothingIsDone() throws Exception {
    try (ControlEndpoint endpoint = new ControlEndpoint(CONTROL)) {
      for (String wrong : new String[] {"", "0".repeat(64), endpoint.token().substring(1)}) {
        assertThatThrownBy(() -> client(endpoint, wrong).status("s"))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("403");
      }
    }
  }

  @Test
  void aFailureIsAnAnswerToo() throws Exception {
    try (ControlEndpoint endpoint = new ControlEndpoint(CONTROL)) {
      Answer broken = client(endpoint, endpoint.token()).stop("s");
      assertThat(broken.exit()).isEqualTo(1);
      assertThat(broken.text()).contains("the disk is gone");
    }
  }

  @Test
  void whatTheOwnerDoesNotKnowOrCannotReadIsRefused() throws Exception {
    try (ControlEndpoint endpoint = new ControlEndpoint(CONTROL)) {
      assertThat(status(endpoint, "/control/dance", "[]")).isEqualTo(404);
      assertThat(status(endpoint, "/control", "{\"command\":\"status\"}")).isEqualTo(404);
      for (String body : List.of("", "[", "{}", "[]", "[\"s\", \"t\"]", "[{\"name\": 1}]")) {
        assertThat(status(endpoint, "/control/status", body)).as(body).isEqualTo(400);
      }
      String tooLong = "[\"" + "a".repeat(9_000_000) + "\"]";
      assertThat(status(endpoint, "/control/status", tooLong)).isEqualTo(413);
    }
  }

  @Test
  void anOwnerOfAnEarlierVersionIsNamed() throws Exception {
    Owner earlier = new Owner(7, 1, "t", "now", "s", "", null);
    Answer answer = RemoteHome.of(earlier).status("s");
    assertThat(answer.exit()).isEqualTo(4);
    assertThat(answer.text()).contains("process 7", "an earlier version", "end the process");
  }

  @Test
  void anOwnerThatIsGoneDoesNotAnswer() throws Exception {
    HomeControl gone;
    try (ControlEndpoint endpoint = new ControlEndpoint(CONTROL)) {
      gone = client(endpoint, endpoint.token());
    }
    assertThatThrownBy(() -> gone.status("s")).isInstanceOf(IOException.class);
  }

  @Test
  void connectionsThatSayNothingMakeNoThreadsAndDoNotDelayTheEnd() throws Exception {
    List<Socket> halfOpen = new ArrayList<>();
    try (ControlEndpoint endpoint = new ControlEndpoint(CONTROL)) {
      for (int k = 0; k < 40; k++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port());
        halfOpen.add(socket);
        socket.getOutputStream().write("POST /control/status HTTP/1.1\r\n".getBytes(UTF_8));
        if (k == 10) {
          assertThat(client(endpoint, endpoint.token()).status("s").exit()).isEqualTo(3);
        }
      }
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().equals("control"))
          .hasSizeLessThanOrEqualTo(16);
    }
    for (Socket socket : halfOpen) {
      socket.close();
    }
  }

  @Test
  void anOwnerThatIsSuspendedIsNamed() throws Exception {
    try (ServerSocket suspended = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Owner owner = new Owner(4711, suspended.getLocalPort(), "t", "now", "s", "", "0.9");
      assertThatThrownBy(() -> RemoteHome.of(owner, Duration.ofMillis(50)).status("s"))
          .isInstanceOf(SilentOwnerException.class)
          .hasMessageStartingWith("process 4711 owns this home and has not answered for ");
    }
  }

  @Test
  void anOwnerThatIsBusyIsWaitedForAsLongAsItIsAwake() throws Exception {
    CountDownLatch askedWhetherItIsAwake = new CountDownLatch(3);
    HttpServer busy = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    ExecutorService workers = Executors.newCachedThreadPool();
    busy.setExecutor(workers);
    busy.createContext(
        "/",
        exchange -> {
          askedWhetherItIsAwake.countDown();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    busy.createContext(
        "/control/status",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          try {
            askedWhetherItIsAwake.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          byte[] answer = "{\"exit\": 3, \"text\": \"at last\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    busy.start();
    try {
      Owner owner = new Owner(7, busy.getAddress().getPort(), "t", "now", "s", "", "0.9");
      Answer answer = RemoteHome.of(owner, Duration.ofMillis(300)).status("s");
      assertThat(answer).isEqualTo(new Answer(3, "at last"));
    } finally {
      busy.stop(0);
      workers.shutdownNow();
    }
  }
}
