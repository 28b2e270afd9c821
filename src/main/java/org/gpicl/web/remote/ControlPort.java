package org.gpicl.web.remote;

import java.net.InetAddress;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * A port of a server's Tomcat, on loopback whatever address and certificate the page has, where
 * nothing but calls of other terminals are answered.
 */
public final class ControlPort
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private static final int MOST_THREADS = 16;

  /** How long a request may take to arrive; Tomcat's own minute would also delay the end. */
  private static final int LONGEST_REQUEST_MILLISECONDS = 2_000;

  private final ControlCalls calls;
  private final Connector connector = new Connector();

  public ControlPort(ControlCalls calls) {
    this.calls = calls;
  }

  @Override
  public void customize(TomcatServletWebServerFactory tomcat) {
    connector.setPort(0);
    connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
    connector.setProperty("maxThreads", Integer.toString(MOST_THREADS));
    connector.setProperty("minSpareThreads", "1");
    connector.setProperty("connectionTimeout", Integer.toString(LONGEST_REQUEST_MILLISECONDS));
    // The body of a refused request is not waited for.
    connector.setProperty("maxSwallowSize", "0");
    tomcat.addAdditionalConnectors(connector);
    tomcat.addEngineValves(new ControlValve(calls, this::number));
  }

  /** Its number, once the server has started. */
  public int number() {
    return connector.getLocalPort();
  }
}
