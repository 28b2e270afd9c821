package org.gpicl.web.remote;

import org.gpicl.web.control.HomeControl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Lets a server's Tomcat answer other terminals. */
@Configuration(proxyBeanMethods = false)
public class RemoteConfiguration {

  /** The port is set up before there is anything to ask. */
  @Bean
  ControlCalls controlCalls(@Lazy HomeControl control) {
    return new ControlCalls(control);
  }

  @Bean
  ControlPort controlPort(ControlCalls calls) {
    return new ControlPort(calls);
  }
}
