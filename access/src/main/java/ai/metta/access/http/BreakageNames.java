// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.access.http.Breakage.Kind;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/// Gives each exception of the transport its kind, its blame, and a sentence that helps.
final class BreakageNames {
  private final Request request;
  private final Duration connecting;

  BreakageNames(Request request, Duration connecting) {
    this.request = request;
    this.connecting = connecting;
  }

  Breakage of(IOException e) {
    String host = request.uri().getHost();
    return switch (e) {
      case UnknownHostException _ ->
          service(
              Kind.NO_CONNECTION,
              "unknown host " + host + "; is the name right, and is DNS within reach?");
      case NoRouteToHostException _ ->
          service(Kind.NO_CONNECTION, "no route to " + host + "; is the network up?");
      case ConnectException _ ->
          service(
              Kind.NO_CONNECTION,
              "connection refused; is the server running and the address right?");
      case SocketTimeoutException _ when isConnecting(e) ->
          service(
              Kind.NO_CONNECTION,
              "no connection after " + InWords.of(connecting) + "; is a firewall in between?");
      case SocketTimeoutException _ -> service(Kind.FINAL, "no answer in time");
      case SSLException tls -> tls(tls);
      case SocketException _ ->
          service(Kind.RESET, "the connection was reset before the answer was whole");
      case ZipException _ ->
          Breakage.malformed(request, "the answer is not the gzip it says it is");
      case EOFException _ -> Breakage.malformed(request, "the compressed answer ends too early");
      default -> other(e);
    };
  }

  private static boolean isConnecting(IOException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
  }

  /// Java's word for a body that ends early, announced by length or in chunks.
  static boolean isCutShort(IOException e) {
    return String.valueOf(e.getMessage()).contains("Premature EOF");
  }

  private Breakage other(IOException e) {
    if (isCutShort(e)) {
      return Breakage.malformed(request, "the answer ended before its last chunk");
    }
    return Breakage.malformed(request, "not an HTTP answer; is the address right?");
  }

  private Breakage tls(SSLException e) {
    URI uri = request.uri();
    String what = String.valueOf(e.getMessage());
    if (what.contains("PKIX") || what.contains("valid certification path")) {
      String issuer =
          UntrustedIssuer.of(uri, connecting)
              .map(name -> "the CA \"" + name + "\"")
              .orElse("the CA that signed it");
      return certificate(
          "the certificate of "
              + uri.getHost()
              + " is not trusted; add "
              + issuer
              + " to the store that -Djavax.net.ssl.trustStore names");
    }
    if (e instanceof SSLHandshakeException
        && (what.contains("subject alternative") || what.contains("No name matching"))) {
      return certificate("the certificate is not for " + uri.getHost() + "; is the address right?");
    }
    if (what.contains("plaintext") || what.contains("Unsupported or unrecognized SSL message")) {
      return certificate("no TLS on this port; should the address begin with http:?");
    }
    return service(Kind.RESET, "TLS failed: " + what);
  }

  private Breakage certificate(String what) {
    return new Breakage(
        Kind.FINAL, new Failure.Service(request.identity() + ": " + what, Retry.IS_USELESS));
  }

  private Breakage service(Kind kind, String what) {
    return new Breakage(
        kind, new Failure.Service(request.identity() + ": " + what, Retry.MAY_HELP));
  }
}
