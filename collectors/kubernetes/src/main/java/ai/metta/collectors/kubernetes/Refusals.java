// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import com.fasterxml.jackson.core.JacksonException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// What it means that a list could not be had, typed by blame.
///
/// @param what which request, for messages
record Refusals(String what, Listed listed) {
  static final int NOT_FOUND = 404;
  static final int GONE = 410;

  /// No answer came, or none that can be read.
  static final int NO_STATUS = 0;

  private static final int LONGEST = 300;

  FailureException of(KubernetesClientException refused) {
    return new FailureException(failure(refused), refused);
  }

  /// With which status the server refused.
  static int status(FailureException refused) {
    return refused.getCause() instanceof KubernetesClientException said
        ? Math.max(NO_STATUS, said.getCode())
        : NO_STATUS;
  }

  /// An answer that came well, and is something else.
  Failure.Malformed noList() {
    return new Failure.Malformed(what + ": the answer is no " + listed.kind());
  }

  private Failure failure(KubernetesClientException refused) {
    Optional<FailureException> ours =
        causes(refused)
            .filter(FailureException.class::isInstance)
            .map(FailureException.class::cast)
            .findFirst();
    if (ours.isPresent()) {
      return ours.get().failure();
    }
    if (causes(refused).anyMatch(JacksonException.class::isInstance)) {
      return noList();
    }
    int status = Math.max(NO_STATUS, refused.getCode());
    return status == NO_STATUS ? unanswered(refused) : answered(status, refused);
  }

  private Failure answered(int status, KubernetesClientException refused) {
    String said = what + ": " + status + quoted(refused);
    return switch (status) {
      case 401 ->
          new Failure.Credentials(
              said
                  + "; the API server does not take the credentials: renew those of the kubeconfig,"
                  + " or of the pod's service account");
      case 403 ->
          new Failure.Credentials(
              said
                  + "; grant the verb list on "
                  + listed.granted()
                  + " in all namespaces (collectors/kubernetes/rbac.yaml); without it there is no "
                  + listed.costs());
      case NOT_FOUND ->
          new Failure.Service(said + "; this server has no such list", Retry.IS_USELESS);
      case GONE ->
          new Failure.Service(
              said + "; the list expired while it was read, twice; the next run reads it anew",
              Retry.MAY_HELP);
      case 429 ->
          new Failure.RateLimit(
              said + "; the API server has too much to do: run less often", Optional.empty());
      default ->
          status < 400
              ? new Failure.Configuration(
                  said + "; the API server is not at this address: correct the kubeconfig")
              : new Failure.Service(said + "; the next run asks again", Retry.MAY_HELP);
    };
  }

  private Failure unanswered(KubernetesClientException refused) {
    if (causes(refused).anyMatch(InterruptedIOException.class::isInstance)) {
      return new Failure.Service(what + ": interrupted: deadline", Retry.MAY_HELP);
    }
    Optional<Throwable> tls = causes(refused).filter(SSLException.class::isInstance).findFirst();
    if (tls.isPresent()) {
      return new Failure.Configuration(
          what
              + ": no TLS connection: "
              + tls.get().getMessage()
              + "; correct certificate-authority or the client's certificate in the kubeconfig");
    }
    return new Failure.Service(
        what
            + ": no answer ("
            + how(refused)
            + "); is the API server up, and to be reached from here?",
        Retry.MAY_HELP);
  }

  private static String how(KubernetesClientException refused) {
    if (causes(refused).anyMatch(UnknownHostException.class::isInstance)
        || causes(refused).anyMatch(UnresolvedAddressException.class::isInstance)) {
      return "no such host";
    }
    if (causes(refused).anyMatch(ConnectException.class::isInstance)) {
      return "nobody listens there";
    }
    return causes(refused)
        .filter(IOException.class::isInstance)
        .map(Refusals::inWords)
        .reduce((_, deepest) -> deepest)
        .orElseGet(() -> inWords(refused));
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, one -> one != null, Throwable::getCause).limit(20);
  }

  private static String inWords(Throwable thrown) {
    String said = String.valueOf(thrown.getMessage());
    return said.equals("null") || said.isBlank() ? thrown.getClass().getSimpleName() : said;
  }

  /// What the server says; nothing where the library makes it up.
  private static String quoted(KubernetesClientException refused) {
    return Optional.ofNullable(refused.getStatus())
        .map(Status::getMessage)
        .filter(text -> !text.isBlank())
        .map(text -> text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text)
        .map(text -> " (" + text.strip() + ")")
        .orElse("");
  }
}
