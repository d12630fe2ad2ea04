// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Who signed a certificate that Java did not trust. Java's own exception does not say, so the
/// server is greeted once more, trusted no more than before, and sent nothing.
final class UntrustedIssuer {
  private static final int HTTPS_PORT = 443;

  private UntrustedIssuer() {}

  /// The name of the last issuer in the chain; empty where the server cannot be asked directly.
  static Optional<String> of(URI uri, Duration limit) {
    var seen = new AtomicReference<Optional<String>>(Optional.empty());
    int millis = Math.toIntExact(Math.min(limit.toMillis(), Integer.MAX_VALUE));
    int port = uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
    try (Socket socket = new Socket()) {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Witness(seen)}, null);
      socket.connect(new InetSocketAddress(uri.getHost(), port), millis);
      socket.setSoTimeout(millis);
      try (SSLSocket tls =
          (SSLSocket) context.getSocketFactory().createSocket(socket, uri.getHost(), port, true)) {
        tls.startHandshake();
      }
    } catch (IOException | GeneralSecurityException _) {
      // The witness refuses every chain, so this is the way it ends.
    }
    return seen.get();
  }

  /// Looks, and trusts nobody.
  private record Witness(AtomicReference<Optional<String>> seen) implements X509TrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind)
        throws CertificateException {
      X509Certificate last = chain[chain.length - 1];
      seen.set(Optional.of(last.getIssuerX500Principal().getName()));
      throw new CertificateException("only looked at");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind)
        throws CertificateException {
      throw new CertificateException("no client is expected");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
