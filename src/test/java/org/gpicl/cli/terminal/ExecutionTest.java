package org.gpicl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import org.gpicl.home.Home;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import org.gpicl.web.control.Answer;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.HomeControl;
import org.gpicl.web.remote.ControlEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void aServerThatHasComeUpMeanwhileRunsTheSweep() throws Exception {
    Home home = new Home(directory.resolve("home"));
    HomeControl server =
        HomeControl.class.cast(
            Proxy.newProxyInstance(
                HomeControl.class.getClassLoader(),
                new Class<?>[] {HomeControl.class},
                (proxy, method, arguments) ->
                    new Answer(ExitCode.DONE, method.getName().equals("run") ? "12" : "all done")));
    try (ControlEndpoint endpoint = new ControlEndpoint(server);
        OwnerLock lock = OwnerLock.take(home).orElseThrow()) {
      lock.announce(
          new Owner(
              ProcessHandle.current().pid(),
              endpoint.port(),
              endpoint.token(),
              "now",
              "",
              "http://127.0.0.1/",
              "1"));
      PrintStream print = new PrintStream(out);
      int exit =
          new Execution(home, null, new RunOptions(), print, print)
              .run(stored -> null, control -> control.run("name: x", List.of()));
      assertThat(exit).isEqualTo(ExitCode.DONE);
      assertThat(out.toString()).contains("Order 12 of the server", "all done");
    }
  }
}
