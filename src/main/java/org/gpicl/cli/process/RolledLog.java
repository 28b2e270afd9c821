package org.gpicl.cli.process;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicy;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.rolling.TriggeringPolicy;
import ch.qos.logback.core.rolling.helper.CompressionMode;
import ch.qos.logback.core.util.FileSize;
import java.io.File;
import org.springframework.boot.logging.LogFile;
import org.springframework.core.env.Environment;

/**
 * The log of a home, which is rolled each day. Its folder is set here and not in Logback's file,
 * where it would be read as text with variables. What is written has no secrets in it.
 */
public final class RolledLog extends RollingFileAppender<ILoggingEvent> {
  private static final String NAME = "gpicl";
  private static final FileSize FILE = new FileSize(20 * FileSize.MB_COEFFICIENT);
  private static final FileSize ALL = new FileSize(200 * FileSize.MB_COEFFICIENT);
  private static final int DAYS = 30;

  /** Logback makes it. */
  public RolledLog() {}

  @Override
  public void start() {
    File folder = folder();
    setFile(new File(folder, NAME + ".log").getPath());
    setRollingPolicy(new ByName(rolledInto(folder)));
    HidingEncoder hiding = new HidingEncoder(getEncoder());
    hiding.setContext(getContext());
    hiding.start();
    setEncoder(hiding);
    super.start();
  }

  private File folder() {
    Environment environment = (Environment) getContext().getObject(Environment.class.getName());
    File here = new File(".");
    return environment == null
        ? here
        : environment.getProperty(LogFile.FILE_PATH_PROPERTY, File.class, here);
  }

  private SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolledInto(File folder) {
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
    policy.setContext(getContext());
    policy.setParent(this);
    policy.setFileNamePattern(
        new File(literally(folder.getPath()), NAME + ".%d{yyyy-MM-dd}.%i.log.gz").getPath());
    policy.setMaxFileSize(FILE);
    policy.setTotalSizeCap(ALL);
    policy.setMaxHistory(DAYS);
    policy.start();
    return policy;
  }

  /** A pattern has no way to write a percent sign but as the text of a date. */
  private static String literally(String path) {
    return path.replace("%", "%d{'%', aux}");
  }

  /**
   * Rolls as a policy does. Of the policy itself, Logback would take the folder's name for a
   * regular expression.
   */
  private record ByName(SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy)
      implements RollingPolicy, TriggeringPolicy<ILoggingEvent> {

    @Override
    public void rollover() {
      policy.rollover();
    }

    @Override
    public String getActiveFileName() {
      return policy.getActiveFileName();
    }

    @Override
    public CompressionMode getCompressionMode() {
      return policy.getCompressionMode();
    }

    @Override
    public void setParent(FileAppender<?> appender) {
      policy.setParent(appender);
    }

    @Override
    public boolean isTriggeringEvent(File active, ILoggingEvent event) {
      return policy.isTriggeringEvent(active, event);
    }

    @Override
    public void start() {
      policy.start();
    }

    @Override
    public void stop() {
      policy.stop();
    }

    @Override
    public boolean isStarted() {
      return policy.isStarted();
    }
  }
}
