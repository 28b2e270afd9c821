package org.gpicl.cli.terminal;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gpicl.cli.process.Application;
import org.gpicl.cli.process.HomeSettings;
import org.gpicl.home.Home;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import org.gpicl.schedule.ScheduleConfiguration;
import org.gpicl.store.backup.DamageReport;
import org.gpicl.store.backup.DamagedHomeException;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.web.control.Answer;
import org.gpicl.web.control.ControlConfiguration;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.HomeControl;
import org.gpicl.web.control.ScheduleAction;
import org.gpicl.web.control.SweepNotFoundException;
import org.gpicl.web.remote.HomeInUse;
import org.gpicl.web.remote.RemoteHome;
import org.gpicl.web.remote.SilentOwnerException;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@link HomeControl} of any home: each call goes to the process that owns the home or, if there is
 * none, takes the home for a moment and opens its database here.
 */
public final class HomeControls implements InvocationHandler {
  private static final Set<Object> READING = Set.of(ScheduleAction.LIST, ScheduleAction.NEXT);

  private final Home home;
  private final ImageLibrary images;

  private HomeControls(Home home, ImageLibrary images) {
    this.home = home;
    this.images = images;
  }

  /**
   * @param images for reports
   */
  public static HomeControl of(Home home, ImageLibrary images) {
    return HomeControl.class.cast(
        Proxy.newProxyInstance(
            HomeControl.class.getClassLoader(),
            new Class<?>[] {HomeControl.class},
            new HomeControls(home, images)));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return method.invoke(this, arguments);
    }
    boolean absent = Files.notExists(home.root());
    if (absent && arguments[0] != ScheduleAction.ADD && HomeSettings.server(home).isEmpty()) {
      return withoutHome(arguments);
    }
    if (!absent && (!Files.isDirectory(home.root()) || !Files.isExecutable(home.root()))) {
      return ReadOnlyHome.unreadable(home.root());
    }
    if (home.readOnly()) {
      return withoutWriting(method, arguments);
    }
    try (OwnerLock lock = OwnerLock.take(home).orElse(null)) {
      if (lock != null) {
        Object answer = here(method, arguments);
        boolean changes =
            !reads(method, arguments) && (!absent || arguments[0] == ScheduleAction.ADD);
        if (changes && ((Answer) answer).exit() == ExitCode.DONE) {
          lock.keep();
        }
        return answer;
      }
    }
    return byOwner(method, arguments);
  }

  private static boolean reads(Method method, Object[] arguments) {
    return READING.contains(arguments[0])
        || method.getName().equals("status")
        || method.getName().equals("best");
  }

  private Answer withoutHome(Object[] arguments) {
    Optional<String> sweep =
        Arrays.stream(arguments)
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .filter(name -> !name.isEmpty())
            .findFirst();
    return sweep
        .map(name -> new SweepNotFoundException(name, home).getMessage())
        .map(message -> new Answer(ExitCode.USAGE, message))
        .orElseGet(
            () ->
                new Answer(
                    ExitCode.DONE, "There is no home " + home.root() + " yet, so no sweeps."));
  }

  private Object here(Method method, Object[] arguments) throws Throwable {
    try (ConfigurableApplicationContext context =
        Application.open(home, images, parts(method, arguments))) {
      return call(method, context.getBean(HomeControl.class), arguments);
    } catch (RuntimeException e) {
      if (DamageReport.explained(home, e) instanceof DamagedHomeException damaged) {
        throw damaged;
      }
      throw e;
    }
  }

  private Object withoutWriting(Method method, Object[] arguments) throws Throwable {
    ReadOnlyHome reading = new ReadOnlyHome(home, images);
    if (reads(method, arguments)) {
      Optional<Object> answer =
          reading.ask(
              context -> call(method, context.getBean(HomeControl.class), arguments),
              parts(method, arguments));
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return OwnerLock.owner(home).isPresent() || OwnerLock.hiddenOwner(home).isPresent()
        ? byOwner(method, arguments)
        : reading.unchangeable();
  }

  /** Quartz takes longer to load than most commands take: only those about schedules need it. */
  private static Class<?>[] parts(Method method, Object[] arguments) {
    List<Class<?>> parts = new ArrayList<>(List.of(ControlConfiguration.class));
    if (arguments[0] instanceof ScheduleAction) {
      parts.add(ScheduleConfiguration.class);
    }
    if (reads(method, arguments)) {
      parts.add(DatabaseAsItIs.class);
    }
    return parts.toArray(Class<?>[]::new);
  }

  private Object byOwner(Method method, Object[] arguments) throws Throwable {
    Owner owner = OwnerLock.owner(home).orElse(null);
    if (owner == null) {
      return new Answer(
          ExitCode.REFUSED, HomeInUse.hidden(home).orElseGet(() -> HomeInUse.unannounced(home)));
    }
    try {
      return call(method, RemoteHome.of(owner), arguments);
    } catch (SilentOwnerException e) {
      return new Answer(ExitCode.REFUSED, e.getMessage());
    } catch (IOException e) {
      return new Answer(
          ExitCode.REFUSED,
          "process %d owns %s but does not answer (%s); try again in a moment. In a container or another network it cannot be reached from here: ask there"
              .formatted(owner.pid(), home.root(), e.getMessage() == null ? e : e.getMessage()));
    }
  }

  private static Object call(Method method, HomeControl control, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(control, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
