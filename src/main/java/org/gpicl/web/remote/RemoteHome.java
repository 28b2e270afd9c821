package org.gpicl.web.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URL;
import java.time.Duration;
import org.gpicl.home.Owner;
import org.gpicl.machine.Build;
import org.gpicl.web.access.AccessToken;
import org.gpicl.web.control.Answer;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.HomeControl;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link HomeControl} of another process. Sent with the JDK's oldest client: loading {@code
 * java.net.http} or Spring's interface clients takes longer than all the rest of a command.
 */
public final class RemoteHome implements InvocationHandler {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Owner owner;

  private RemoteHome(Owner owner) {
    this.owner = owner;
  }

  public static HomeControl of(Owner owner) {
    return HomeControl.class.cast(
        Proxy.newProxyInstance(
            HomeControl.class.getClassLoader(),
            new Class<?>[] {HomeControl.class},
            new RemoteHome(owner)));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return method.invoke(this, arguments);
    }
    return owner.version() == null ? otherVersion() : ask(method.getName(), arguments);
  }

  private Answer ask(String method, Object[] arguments) throws IOException {
    byte[] request = JsonMapper.shared().writeValueAsBytes(arguments);
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    URL url = new URL("http", host, owner.port(), ControlCalls.PATH + method);
    HttpURLConnection http = (HttpURLConnection) url.openConnection(java.net.Proxy.NO_PROXY);
    http.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
    http.setInstanceFollowRedirects(false);
    http.setRequestMethod("POST");
    http.setRequestProperty(AccessToken.HEADER, owner.token());
    http.setDoOutput(true);
    // Without a fixed length the client repeats a request whose connection breaks off.
    http.setFixedLengthStreamingMode(request.length);
    try (OutputStream body = http.getOutputStream()) {
      body.write(request);
    }
    int status = http.getResponseCode();
    if (status == 400 || status == 404) {
      return otherVersion();
    }
    if (status != 200) {
      throw new IOException("the owner of this home answered " + status);
    }
    try (var body = http.getInputStream()) {
      return JsonMapper.shared().readValue(body.readAllBytes(), Answer.class);
    } catch (JacksonException e) {
      return otherVersion();
    }
  }

  private Answer otherVersion() {
    return new Answer(
        ExitCode.REFUSED,
        "process %d, which owns this home, is gpicl %s and does not understand gpicl %s; use that version, or end the process first"
            .formatted(
                owner.pid(),
                owner.version() == null ? "of an earlier version" : owner.version(),
                Build.read().version()));
  }
}
