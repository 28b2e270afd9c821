package org.gpicl.store.database;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import org.gpicl.home.settings.Secrets;

/**
 * Why a database server cannot be used, in words for the person who set it up: {@code doctor} and
 * every command say the same.
 *
 * @param text what is wrong, and with which database
 * @param advice what to do
 * @param passing whether trying again later may help
 */
public record DatabaseProblem(String text, String advice, boolean passing) {
  private static final String SETTINGS =
      "Check SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD, and that the server is running.";

  private static final String NO_SUCH_DATABASE = "3D000";
  private static final String REJECTED = "08004";
  private static final String STARTING_OR_ENDING = "57P03";
  private static final String TOO_MANY = "53300";
  private static final String NO_RIGHT = "42501";
  private static final String WRONG_USER = "28";

  /** Why no connection could be made. */
  static DatabaseProblem of(String url, SQLException failure) {
    String database = shown(url);
    String state = String.valueOf(failure.getSQLState());
    if (state.startsWith(WRONG_USER)) {
      return new DatabaseProblem(
          database + " does not accept the user or the password",
          "Check SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD, and that pg_hba.conf of the server lets this machine in.",
          false);
    }
    return switch (state) {
      case NO_SUCH_DATABASE ->
          new DatabaseProblem(
              database + ": the server has no such database",
              "Create it with `createdb`, or name another one in SPRING_DATASOURCE_URL.",
              false);
      case NO_RIGHT ->
          new DatabaseProblem(
              database + ": the user may not connect to it",
              "Let its owner GRANT CONNECT ON DATABASE, or use another SPRING_DATASOURCE_USERNAME.",
              false);
      case REJECTED ->
          new DatabaseProblem(
              "%s refuses the connection (%s)".formatted(database, reason(failure)),
              SETTINGS,
              false);
      case STARTING_OR_ENDING ->
          new DatabaseProblem(
              database + " is starting up or shutting down", "Try again in a moment.", true);
      case TOO_MANY ->
          new DatabaseProblem(
              database + " has no connection left",
              "Wait for others to end theirs, or raise max_connections of the server.",
              true);
      default ->
          new DatabaseProblem(
              "%s does not answer (%s)".formatted(database, reason(failure)),
              SETTINGS,
              ConnectionLoss.in(failure).isPresent());
    };
  }

  /** A URL without its options, among which there may be a password. */
  public static String shown(String url) {
    int options = url.indexOf('?');
    return Secrets.hiddenInValue(options < 0 ? url : url.substring(0, options));
  }

  /** In one line. */
  public String sentence() {
    return text + ". " + advice;
  }

  private static String reason(SQLException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof UnknownHostException) {
      return "no host has the name " + root.getMessage();
    }
    if (root instanceof SocketTimeoutException) {
      return "it was silent for too long";
    }
    String line = String.valueOf(root.getMessage()).lines().findFirst().orElse("").strip();
    return root == failure || line.isEmpty()
        ? line
        : line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
  }
}
