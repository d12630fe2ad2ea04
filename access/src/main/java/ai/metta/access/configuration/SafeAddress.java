// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import java.net.URI;
import java.net.URISyntaxException;

/// Which addresses a secret may be sent to: in clear text none but this machine.
final class SafeAddress {
  /// The rule in words.
  static final String FORM =
      "an https address without a user or password; http leads to this machine only";

  private SafeAddress() {}

  static boolean isSafe(String address) {
    try {
      URI uri = new URI(address.strip());
      String scheme = String.valueOf(uri.getScheme());
      return uri.getHost() != null
          && uri.getRawUserInfo() == null
          && (scheme.equalsIgnoreCase("https")
              || (scheme.equalsIgnoreCase("http") && isThisMachine(uri.getHost())));
    } catch (URISyntaxException notOne) {
      return false;
    }
  }

  private static boolean isThisMachine(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }
}
