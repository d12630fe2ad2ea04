// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.access.aws.AwsErrorCodes;
import ai.metta.access.http.Page;
import ai.metta.collect.UnsupportedException;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// What an answer of AWS's that is none means, typed by blame; with AWS's code and the request's
/// id, which its support asks for.
///
/// @param permission what was asked
/// @param where the region that was asked
/// @param standing what is known of it
record Refusals(Permission permission, String where, Standing standing) {
  private static final int MOST_WORDS = 240;
  private static final String NOT_TAKEN =
      "; AWS does not take these credentials: renew them, and see to the clock";
  private static final String NOT_TAKEN_HERE =
      "; the account has enabled the region, and AWS does not take these credentials there: session"
          + " tokens of the global STS endpoint hold in no region that is opted in to, those of a"
          + " regional endpoint do";

  /// Of what was asked at home, or is asked only where AWS has answered already.
  Refusals(Permission permission, String where) {
    this(permission, where, Standing.HOME);
  }

  /// Asks, and says what a refusal means.
  ///
  /// @throws FailureException typed by blame
  /// @throws UnsupportedException where the account has not enabled the region
  <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (FailureException failed) {
      throw new FailureException(about(failed.failure()));
    } catch (SdkException thrown) {
      throw meaning(thrown);
    }
  }

  /// What an answer has to tell.
  <T> T required(@Nullable T told, String without) {
    if (told == null) {
      throw malformed("the answer tells " + without);
    }
    return told;
  }

  FailureException malformed(String how) {
    return new FailureException(new Failure.Malformed(what() + ": " + how));
  }

  /// A page of a list. An answer without the list is not one that lists nothing, and the SDK reads
  /// both alike.
  ///
  /// @param told whether the list stands in the answer, be it empty
  /// @param next leads to the next page; null or empty for the last
  <T> Page<T> page(boolean told, List<T> items, @Nullable String next) {
    if (!told) {
      throw malformed("the answer lacks the list that was asked for");
    }
    return new Page<>(items, Optional.ofNullable(next).filter(token -> !token.isEmpty()));
  }

  private RuntimeException meaning(SdkException thrown) {
    Optional<FailureException> own = own(thrown);
    if (own.isPresent()) {
      return new FailureException(about(own.get().failure()));
    }
    return switch (thrown) {
      case AwsServiceException refused -> refusal(refused);
      case SdkException broken -> new FailureException(broken(broken));
    };
  }

  private static Optional<FailureException> own(Throwable thrown) {
    for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof FailureException failed) {
        return Optional.of(failed);
      }
    }
    return Optional.empty();
  }

  private Failure broken(SdkException broken) {
    String said = cut(String.valueOf(broken.getMessage()));
    return said.contains("credentials")
        ? new Failure.Credentials(what() + ": " + said + "; renew them")
        : new Failure.Malformed(what() + ": the answer cannot be read (" + said + ")");
  }

  static String words(AwsServiceException refused) {
    return Optional.ofNullable(refused.awsErrorDetails())
        .map(AwsErrorDetails::errorMessage)
        .orElse("");
  }

  private RuntimeException refusal(AwsServiceException refused) {
    String code = AwsErrorCodes.of(refused);
    String said = said(refused, code);
    if (code.equals("OptInRequired") || code.equals("AuthFailure")) {
      return switch (standing) {
        case HOME -> new FailureException(new Failure.Credentials(said + NOT_TAKEN));
        case ENABLED -> new FailureException(new Failure.Credentials(said + NOT_TAKEN_HERE));
        case NAMED -> new UnsupportedException(disabled(said));
      };
    }
    if (AwsErrorCodes.isOfPermission(code)) {
      return new FailureException(new Failure.Credentials(said + costs()));
    }
    return new FailureException(
        AwsErrorCodes.isOfIdentity(code)
            ? new Failure.Credentials(said + NOT_TAKEN)
            : byStatus(refused, said));
  }

  private static Failure byStatus(AwsServiceException refused, String said) {
    int status = refused.statusCode();
    if (refused.isThrottlingException() || status == 429) {
      return new Failure.RateLimit(said + "; the next run asks again", Optional.empty());
    }
    return status >= 500
        ? new Failure.Service(said + "; the next run asks again", Retry.MAY_HELP)
        : new Failure.Service(said + "; AWS does not take the question", Retry.IS_USELESS);
  }

  private String disabled(String said) {
    return said
        + "; the account has not enabled the region: enable it, or take it out of ec2.regions";
  }

  /// What has to be granted, and what it costs that it is not.
  private String costs() {
    return "; allow "
        + permission.action()
        + ", without which there is no "
        + String.join(", ", permission.metrics());
  }

  private String said(AwsServiceException refused, String code) {
    String words = words(refused);
    String id = Optional.ofNullable(refused.requestId()).orElse("none");
    return what()
        + ": "
        + refused.statusCode()
        + " "
        + code
        + (words.isBlank() ? "" : " (" + cut(words) + ")")
        + ", request id "
        + id;
  }

  /// The first line, or as much of it as a message bears.
  static String cut(String words) {
    String line = words.lines().findFirst().orElse("");
    return line.length() > MOST_WORDS ? line.substring(0, MOST_WORDS) + "…" : line;
  }

  /// `ec2:DescribeVolumes in us-east-1`
  String what() {
    return permission.action() + " in " + where;
  }

  /// The same failure, with what was asked: all of EC2 is asked at one address.
  private Failure about(Failure failure) {
    String said = what() + ": " + failure.message();
    return switch (failure) {
      case Failure.Configuration _ -> new Failure.Configuration(said);
      case Failure.Credentials _ -> new Failure.Credentials(said);
      case Failure.RateLimit(_, var retryAt) -> new Failure.RateLimit(said, retryAt);
      case Failure.Service(_, Retry retry) -> new Failure.Service(said, retry);
      case Failure.Malformed _ -> new Failure.Malformed(said);
      case Failure.Bug _ -> new Failure.Bug(said);
    };
  }
}
