package org.gpicl.web.control;

import java.io.IOException;
import java.nio.file.Path;
import org.gpicl.cli.process.Application;
import org.gpicl.home.Home;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import org.springframework.context.ConfigurableApplicationContext;

/** A new home, opened as a command opens it. */
record OpenedHome(ConfigurableApplicationContext context) implements AutoCloseable {

  static OpenedHome in(Path directory) throws IOException {
    Home home = new Home(directory);
    home.create();
    ImageLibrary images =
        new ImageLibrary(null, directory, true, KnownImageSet.all(), DownloadProgress.SILENT);
    return new OpenedHome(Application.open(home, images, ControlConfiguration.class));
  }

  HomeControl control() {
    return get(HomeControl.class);
  }

  <T> T get(Class<T> bean) {
    return context.getBean(bean);
  }

  @Override
  public void close() {
    context.close();
  }
}
