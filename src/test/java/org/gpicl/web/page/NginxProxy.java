package org.gpicl.web.page;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gpicl.Needs;

/**
 * nginx with the server block of docs/proxy.md, on a free port and with a certificate of its own.
 */
final class NginxProxy implements AutoCloseable {
  private static final Pattern BLOCK = Pattern.compile("(?s)```nginx\n(.*?)```");
  private static final String PASSWORD = "changeit";

  private final Path directory;
  private final int port;
  private Process process;

  private NginxProxy(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  /**
   * Starts it.
   *
   * @param server the page that it leads to
   */
  static NginxProxy orSkip(Path directory, String server) throws Exception {
    Path program = find().orElseGet(() -> Needs.missing("nginx"));
    NginxProxy proxy = new NginxProxy(directory);
    proxy.makeCertificate();
    Path file = Files.writeString(directory.resolve("nginx.conf"), proxy.configuration(server));
    proxy.process =
        new ProcessBuilder(
                program.toString(), "-p", directory.toString(), "-c", file.toString(), "-e", "log")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out").toFile())
            .start();
    return proxy;
  }

  /** Debian has it where only root looks. */
  private static Optional<Path> find() {
    return Stream.concat(
            Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .map(folder -> Path.of(folder, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  String address() {
    return "https://localhost:" + port + "/gpicl/";
  }

  boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("nginx has ended: " + said());
    }
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private String said() {
    try {
      return Files.readString(directory.resolve("out"))
          + Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String configuration(String server) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("docs/proxy.md")));
    if (!block.find()) {
      throw new IllegalStateException("docs/proxy.md has no block for nginx");
    }
    String documented =
        replaced(block.group(1), "listen 443 ssl", "listen 127.0.0.1:" + port + " ssl");
    documented = replaced(documented, "server_name lab.example", "server_name localhost");
    documented = replaced(documented, "/etc/ssl/lab.example.pem", directory + "/pem");
    documented = replaced(documented, "/etc/ssl/lab.example.key", directory + "/key");
    documented = replaced(documented, "127.0.0.1:8484", URI.create(server).getAuthority());
    boolean root = System.getProperty("user.name").equals("root");
    return """
        %s
        daemon off;
        pid %s/pid;
        events {}
        http {
          access_log off;
          client_body_temp_path %2$s/body;
          proxy_temp_path %2$s/proxy;
          fastcgi_temp_path %2$s/fastcgi;
          uwsgi_temp_path %2$s/uwsgi;
          scgi_temp_path %2$s/scgi;
          %3$s
        }
        """
        .formatted(root ? "user root;" : "", directory, documented);
  }

  private static String replaced(String text, String from, String to) {
    if (!text.contains(from)) {
      throw new IllegalStateException("docs/proxy.md: nginx's block has no longer " + from);
    }
    return text.replace(from, to);
  }

  private void makeCertificate() throws Exception {
    Path store = directory.resolve("store");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-alias",
                    "one",
                    "-dname",
                    "CN=localhost",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD))
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool made no certificate");
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    write("pem", "CERTIFICATE", keys.getCertificate("one").getEncoded());
    write("key", "PRIVATE KEY", keys.getKey("one", PASSWORD.toCharArray()).getEncoded());
  }

  private void write(String file, String kind, byte[] bytes) throws IOException {
    Files.writeString(
        directory.resolve(file),
        "-----BEGIN %s-----%n%s%n-----END %1$s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes)));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
