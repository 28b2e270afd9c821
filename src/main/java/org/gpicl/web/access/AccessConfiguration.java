package org.gpicl.web.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.gpicl.home.Home;
import org.gpicl.home.settings.ServeSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * Decides who may look at the server and who may change something: requests under one of its names
 * may read, and those with the token may write, unless they come from a page of another site.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableConfigurationProperties({ServeSettings.class, ServerProperties.class})
public class AccessConfiguration {
  private static final ProblemBody MALFORMED =
      new ProblemBody(HttpStatus.BAD_REQUEST, "the request is malformed");
  private static final ProblemBody NO_TOKEN =
      new ProblemBody(
          HttpStatus.UNAUTHORIZED,
          "changing something needs the token: open the link that `gpicl serve` printed, or send"
              + " the text of the home's file `token` as header "
              + AccessToken.HEADER);
  private static final ProblemBody TOO_LONG =
      new ProblemBody(
          HttpStatus.CONTENT_TOO_LARGE, "more than %,d bytes".formatted(WriteRequests.MAX_BYTES));
  private static final ProblemBody UNKNOWN_LENGTH =
      new ProblemBody(HttpStatus.LENGTH_REQUIRED, "the length of the body must be given");

  /** What browsers may do with the page. */
  private static final HeaderWriter HEADERS =
      new StaticHeadersWriter(
          List.of(
              new Header(
                  "Content-Security-Policy",
                  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
                      + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
              new Header("X-Content-Type-Options", "nosniff"),
              new Header("Referrer-Policy", "no-referrer")));

  @Bean
  AccessToken accessToken(Home home) throws IOException {
    return AccessToken.of(home.token());
  }

  @Bean
  KnownHosts knownHosts(ServeSettings settings, ServerProperties server) {
    boolean loopback = server.getAddress() == null || server.getAddress().isLoopbackAddress();
    return new KnownHosts(settings.hosts(), !loopback);
  }

  @Bean
  HttpFirewall httpFirewall(KnownHosts hosts) {
    return new HostFirewall(hosts);
  }

  @Bean
  RequestRejectedHandler requestRejectedHandler(KnownHosts hosts) {
    return (request, response, rejection) -> {
      boolean known = hosts.know(request.getHeader("Host")) && hosts.know(request.getServerName());
      HEADERS.writeHeaders(request, response);
      (known ? MALFORMED : unknownHost(request, hosts)).writeTo(response);
    };
  }

  private static ProblemBody unknownHost(HttpServletRequest request, KnownHosts hosts) {
    boolean forwarded = hosts.know(request.getHeader("Host"));
    return new ProblemBody(
        HttpStatus.MISDIRECTED_REQUEST,
        "this server is not known by the name %s; gpicl.serve.hosts lists further names"
            .formatted(
                forwarded
                    ? request.getServerName() + ", which a proxy forwarded"
                    : request.getHeader("Host")));
  }

  private static ProblemBody anotherSite(HttpServletRequest request) {
    String host = request.getHeader("Host");
    return new ProblemBody(
        HttpStatus.FORBIDDEN,
        "a page of another site may not change anything here: the page is at %s, this server was"
                .formatted(request.getHeader("Origin"))
            + " asked as %s; if they are the same, because a proxy is between them, add the page's"
                .formatted(host + forwardedName(request, host))
            + " name to gpicl.serve.hosts");
  }

  /** The name that a proxy forwarded, where it is another than the one it asked with. */
  private static String forwardedName(HttpServletRequest request, String host) {
    String name = request.getServerName();
    return host.regionMatches(true, 0, name, 0, name.length())
        ? ""
        : " for %s:%d".formatted(name, request.getServerPort());
  }

  /** Takes the place of the user and password that Spring Boot would otherwise make up. */
  @Bean
  AuthenticationManager authenticationManager(AccessToken token) {
    return given -> {
      if (!token.is((String) given.getCredentials())) {
        throw new BadCredentialsException("not the token of this home");
      }
      return new PreAuthenticatedAuthenticationToken("owner", "", List.of());
    };
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> unreadableAddresses() {
    return server -> server.addContextCustomizers(UnreadableRequests::answered);
  }

  @Bean
  SecurityFilterChain securityFilterChain(
      HttpSecurity http, AuthenticationManager manager, KnownHosts hosts) {
    AuthenticationEntryPoint refusal = (request, response, failure) -> NO_TOKEN.writeTo(response);
    return http.headers(
            headers ->
                headers
                    .defaultsDisabled()
                    .addHeaderWriter(HEADERS)
                    .withObjectPostProcessor(atOnce()))
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .exceptionHandling(failures -> failures.authenticationEntryPoint(refusal))
        .addFilterBefore(
            new RefusalFilter(
                request -> WriteRequests.fromAnotherSite(request, hosts),
                AccessConfiguration::anotherSite),
            AuthenticationFilter.class)
        .addFilter(tokenFilter(manager, refusal))
        .authorizeHttpRequests(
            requests ->
                requests
                    // What these continue was let in before.
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(WriteRequests::reads)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .addFilterAfter(
            new RefusalFilter(WriteRequests::tooLong, request -> TOO_LONG),
            AuthorizationFilter.class)
        .addFilterAfter(
            new RefusalFilter(WriteRequests::ofUnknownLength, request -> UNKNOWN_LENGTH),
            AuthorizationFilter.class)
        .build();
  }

  /** A forward, as to the page's file, ends the response before the filter would add them. */
  private static ObjectPostProcessor<HeaderWriterFilter> atOnce() {
    return new ObjectPostProcessor<>() {
      @Override
      public <O extends HeaderWriterFilter> O postProcess(O filter) {
        filter.setShouldWriteHeadersEagerly(true);
        return filter;
      }
    };
  }

  /** Reading with an old token is still reading: only writes are authenticated. */
  private static AuthenticationFilter tokenFilter(
      AuthenticationManager manager, AuthenticationEntryPoint refusal) {
    AuthenticationFilter filter =
        new AuthenticationFilter(manager, AccessConfiguration::givenToken);
    filter.setRequestMatcher(WriteRequests::writes);
    filter.setSuccessHandler((request, response, owner) -> {});
    filter.setFailureHandler(new AuthenticationEntryPointFailureHandler(refusal));
    return filter;
  }

  private static Authentication givenToken(HttpServletRequest request) {
    String bearer = request.getHeader("Authorization");
    String given =
        bearer != null && bearer.startsWith("Bearer ")
            ? bearer.substring("Bearer ".length())
            : request.getHeader(AccessToken.HEADER);
    return given == null ? null : new PreAuthenticatedAuthenticationToken("owner", given);
  }
}
