package org.gpicl.web.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gpicl.home.Owner;
import org.gpicl.machine.Build;
import org.gpicl.machine.threads.DaemonThreads;
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
  static final Duration SILENCE = Duration.ofSeconds(5);
  private static final Duration WITHOUT_END = Duration.ZERO;

  private final Owner owner;
  private final Duration silence;

  RemoteHome(Owner owner, Duration silence) {
    this.owner = owner;
    this.silence = silence;
  }

  public static HomeControl of(Owner owner) {
    return of(owner, SILENCE);
  }

  /**
   * @param silence how long the owner may be silent; what it is asked for may take longer
   */
  static HomeControl of(Owner owner, Duration silence) {
    return HomeControl.class.cast(
        Proxy.newProxyInstance(
            HomeControl.class.getClassLoader(),
            new Class<?>[] {HomeControl.class},
            new RemoteHome(owner, silence)));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return method.invoke(this, arguments);
    }
    if (owner.version() == null) {
      return otherVersion();
    }
    // First, so that a suspended owner does not later do what is no longer waited for.
    mustBeAwake();
    FutureTask<Answer> call = new FutureTask<>(() -> ask(method.getName(), arguments));
    new DaemonThreads("call").newThread(call).start();
    return answer(call);
  }

  private Answer answer(FutureTask<Answer> call) throws Throwable {
    while (true) {
      try {
        return call.get(silence.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillBusy) {
        mustBeAwake();
      } catch (ExecutionException e) {
        throw e.getCause();
      }
    }
  }

  /** Any answer will do, also of another version. */
  void mustBeAwake() throws IOException {
    HttpURLConnection http = post("", new byte[0], silence);
    try {
      http.getResponseCode();
    } catch (SocketTimeoutException e) {
      throw new SilentOwnerException(owner, silence.toSeconds());
    } finally {
      http.disconnect();
    }
  }

  private HttpURLConnection post(String method, byte[] request, Duration patience)
      throws IOException {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    URL url = new URL("http", host, owner.port(), ControlCalls.PATH + method);
    HttpURLConnection http = (HttpURLConnection) url.openConnection(java.net.Proxy.NO_PROXY);
    http.setConnectTimeout(Math.toIntExact(silence.toMillis()));
    http.setReadTimeout(Math.toIntExact(patience.toMillis()));
    http.setInstanceFollowRedirects(false);
    http.setRequestMethod("POST");
    http.setRequestProperty(AccessToken.HEADER, owner.token());
    http.setDoOutput(true);
    // Without a fixed length the client repeats a request whose connection breaks off.
    http.setFixedLengthStreamingMode(request.length);
    try (OutputStream body = http.getOutputStream()) {
      body.write(request);
    } catch (SocketTimeoutException e) {
      throw new SilentOwnerException(owner, silence.toSeconds());
    }
    return http;
  }

  private Answer ask(String method, Object[] arguments) throws IOException {
    HttpURLConnection http =
        post(method, JsonMapper.shared().writeValueAsBytes(arguments), WITHOUT_END);
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
