// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UntrustedIssuerTest {
  private static final AtomicInteger requests = new AtomicInteger();

  @TempDir private static Path directory;
  private static HttpsServer server;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException, InterruptedException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  /// A certificate that signs itself, as a company's own authority does.
  private static SSLContext context()
      throws IOException, GeneralSecurityException, InterruptedException {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                "CN=Acme Own Authority",
                "-ext",
                "SAN=IP:127.0.0.1")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      keys.load(file, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static URI uri() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/list");
  }

  @Test
  void isNamedInTheFailureAndNothingIsSent() {
    Client client = Client.plain();
    Request request =
        Request.get(uri()).as(new Credential.Bearer(Secret.of("planted-secret-value")));

    assertThat(client.failure(request))
        .isEqualTo(
            new Failure.Service(
                "GET "
                    + uri()
                    + ": the certificate of 127.0.0.1 is not trusted; add the CA \"CN=Acme Own"
                    + " Authority\" to the store that -Djavax.net.ssl.trustStore names",
                Retry.IS_USELESS));
    assertThat(requests).hasValue(0);
    assertThat(client.pauses()).isEmpty();
  }

  @Test
  void isUnknownWhereNobodyListens() throws IOException {
    URI nobody;
    try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("https://127.0.0.1:" + once.getLocalPort() + "/");
    }

    assertThat(UntrustedIssuer.of(nobody, Duration.ofSeconds(5))).isEmpty();
  }

  @Test
  void isUnknownWhereNoTlsIsSpoken() throws IOException {
    try (RawServer plain = RawServer.saying("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      URI uri = URI.create("https://127.0.0.1:" + plain.uri().getPort() + "/");

      assertThat(UntrustedIssuer.of(uri, Duration.ofMillis(250))).isEmpty();
    }
  }
}
