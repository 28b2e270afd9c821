package org.gpicl.web.remote;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gpicl.home.settings.Secrets;
import org.gpicl.web.access.AccessToken;
import org.gpicl.web.control.Answer;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.HomeControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers calls of {@link HomeControl} from other processes. A call is a POST to {@code
 * /control/METHOD} with a JSON array of the arguments; without the token it is refused.
 */
public final class ControlCalls implements AutoCloseable {
  static final String PATH = "/control/";

  private static final Logger LOG = LoggerFactory.getLogger(ControlCalls.class);

  /** A sweep file of 2,000,000 characters may take four bytes for each. */
  private static final int LONGEST_REQUEST = 9_000_000;

  private static final int TOKEN_BYTES = 32;

  private static final int SECONDS_FOR_THE_LAST = 60;

  private static final Map<String, Method> METHODS =
      Arrays.stream(HomeControl.class.getMethods())
          .collect(Collectors.toUnmodifiableMap(Method::getName, Function.identity()));

  private final HomeControl control;
  private final String token;
  private final ReadWriteLock open = new ReentrantReadWriteLock();

  /** An HTTP response. */
  record Reply(int status, byte[] body) {
    static Reply refused(int status) {
      return new Reply(status, new byte[0]);
    }
  }

  public ControlCalls(HomeControl control) {
    this.control = control;
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    token = HexFormat.of().formatHex(random);
  }

  /** The token of this process, which its owner file gives to other processes of the same user. */
  public String token() {
    return token;
  }

  /**
   * @param given the token of the request; null if it has none
   */
  Reply reply(String path, String given, InputStream body) throws IOException {
    if (!new AccessToken(token).is(given)) {
      return Reply.refused(403);
    }
    Method method = path.startsWith(PATH) ? METHODS.get(path.substring(PATH.length())) : null;
    if (method == null) {
      return Reply.refused(404);
    }
    byte[] request = body.readNBytes(LONGEST_REQUEST + 1);
    if (request.length > LONGEST_REQUEST) {
      return Reply.refused(413);
    }
    Object[] arguments;
    try {
      arguments = arguments(method, JsonMapper.shared().readTree(request));
    } catch (JacksonException | IllegalArgumentException e) {
      return Reply.refused(400);
    }
    if (!open.readLock().tryLock()) {
      return Reply.refused(503);
    }
    try {
      return new Reply(200, JsonMapper.shared().writeValueAsBytes(answer(method, arguments)));
    } finally {
      open.readLock().unlock();
    }
  }

  private static Object[] arguments(Method method, JsonNode given) {
    Type[] types = method.getGenericParameterTypes();
    if (!given.isArray() || given.size() != types.length) {
      throw new IllegalArgumentException(method.getName());
    }
    JsonMapper json = JsonMapper.shared();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = json.treeToValue(given.get(i), json.constructType(types[i]));
    }
    return arguments;
  }

  private Answer answer(Method method, Object[] arguments) {
    Throwable failure;
    try {
      return (Answer) method.invoke(control, arguments);
    } catch (InvocationTargetException e) {
      failure = e.getCause();
    } catch (IllegalAccessException e) {
      failure = e;
    }
    LOG.error("A request of another terminal failed", failure);
    return new Answer(
        ExitCode.FAILED,
        "the owner of this home could not do it: "
            + Secrets.hiddenIn(String.valueOf(failure.getMessage())));
  }

  /** Waits for calls in progress, since they use the database that closes next; refuses others. */
  @Override
  public void close() {
    try {
      open.writeLock().tryLock(SECONDS_FOR_THE_LAST, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
