package org.gpicl.cli.process;

import org.gpicl.home.Home;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Files of a home by a location that does not have the home's path in it: Spring would take its
 * commas for the ends of locations, its stars for patterns and its percent signs for codes.
 */
final class HomeResources {
  private static final String PREFIX = "gpicl-home:";

  /** The folder of settings. */
  static final String SETTINGS = "optional:" + PREFIX + "/config/";

  private HomeResources() {}

  static ResourceLoader of(Home home) {
    DefaultResourceLoader loader = new DefaultResourceLoader();
    loader.addProtocolResolver((location, self) -> found(home, location));
    return loader;
  }

  /** Null if it is none of ours. */
  private static Resource found(Home home, String location) {
    int at = location.indexOf(PREFIX + "/");
    // Spring puts a protocol that it knows before one that it does not know.
    return at < 0
        ? null
        : new FileSystemResource(home.root().resolve(location.substring(at + PREFIX.length() + 1)));
  }
}
