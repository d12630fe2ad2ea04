// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import java.net.URI;

/// Which addresses a key may be sent to: in clear text none but this machine.
final class ServerAddress {
  private ServerAddress() {}

  /// @param address one that the form of addresses was found in
  static boolean isSafe(String address) {
    URI uri = URI.create(address.strip());
    return uri.getRawUserInfo() == null
        && (uri.getScheme().equalsIgnoreCase("https") || isThisMachine(uri.getHost()));
  }

  private static boolean isThisMachine(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }
}
