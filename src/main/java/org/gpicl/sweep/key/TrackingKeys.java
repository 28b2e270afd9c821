package org.gpicl.sweep.key;

import static org.gpicl.sweep.key.Key.of;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gpicl.sweep.type.Numbers;
import org.gpicl.sweep.type.ScalarType;
import org.gpicl.sweep.type.TextTypes;

/**
 * The keys under {@code tracking}. None takes a password: a sweep file is stored, shown and packed
 * into bundles.
 */
public final class TrackingKeys {
  private static final String ADDRESS = "https?://[^\\s@\\x00-\\x1f\\x7f]{1,500}";

  public static final Key<String> MLFLOW =
      of(
          "tracking.mlflow",
          new ScalarType<>(
              "the address of an MLflow server such as http://HOST:5000",
              Numbers.pattern(ADDRESS),
              text -> Optional.of(text).filter(TrackingKeys::isAddress),
              TextTypes::quoted,
              text ->
                  text.contains("@")
                      ? "; a name and password are taken from MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
                      : ""),
          null,
          null,
          null,
          "Shows the sweep on this MLflow server; default: the one in gpicl.mlflow.uri.");

  public static final Key<String> EXPERIMENT =
      of(
          "tracking.experiment",
          TextTypes.text("the name of an experiment", "\\S([^\\x00-\\x1f\\x7f]{0,198}\\S)?"),
          null,
          null,
          null,
          "The experiment of MLflow that its runs belong to; default: gpicl.mlflow.experiment.");

  public static final Key<Path> TENSORBOARD =
      of(
          "tracking.tensorboard",
          TextTypes.absolutePath("/home/you/tensorboard"),
          null,
          null,
          null,
          "A folder for TensorBoard's event files; one for each cell is made below it.");

  private TrackingKeys() {}

  private static boolean isAddress(String text) {
    try {
      return text.matches(ADDRESS) && new URI(text).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static List<Key<?>> all() {
    return List.of(MLFLOW, EXPERIMENT, TENSORBOARD);
  }
}
