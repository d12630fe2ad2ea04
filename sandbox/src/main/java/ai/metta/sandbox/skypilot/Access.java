// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

/// How the server wants callers to authenticate.
///
/// A real server lets callers from its own machine in unasked. This one, which only such callers
/// can reach, treats them as coming from outside.
public sealed interface Access {
  /// Anyone may ask.
  static Access open() {
    return new Open();
  }

  /// Anyone may ask; the header `X-Auth-Request-Email` is believed.
  record Open() implements Access {}

  /// HTTP basic authentication. `/api/health` stays open.
  record Basic(String user, String password) implements Access {
    @Override
    public String toString() {
      return "Basic[user=" + user + ", password=***]";
    }
  }

  /// A service account's token, which begins with `sky_`. `/api/health` stays open; a caller
  /// without a token is asked for basic authentication.
  record ServiceAccount(String name, String token) implements Access {
    public ServiceAccount {
      if (!token.startsWith("sky_")) {
        throw new IllegalArgumentException("a service account token begins with sky_");
      }
    }

    @Override
    public String toString() {
      return "ServiceAccount[name=" + name + ", token=***]";
    }
  }
}
