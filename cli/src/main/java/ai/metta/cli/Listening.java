// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.SystemReason;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// What `--host` and `--port` may be, and what is said where nobody can listen there.
final class Listening {
  private Listening() {}

  /// @throws ExitException of the usage kind where no port has the number
  static void requirePort(int port) {
    if (port < 0 || port > 65_535) {
      throw new ExitException(Exit.USAGE, "--port: " + port + " is not between 0 and 65535");
    }
  }

  /// @throws ExitException of the usage kind where it is none of this machine
  static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw new ExitException(Exit.USAGE, "--host: \"" + host + "\" is no address of this machine");
    }
  }

  /// What to end with where a port is taken, or not ours to have.
  static ExitException refused(int port, String host, IOException why) {
    return new ExitException(
        Exit.CONFIGURATION,
        "port "
            + port
            + " of "
            + host
            + " cannot be listened on: "
            + SystemReason.of(why)
            + "; choose another with --port, or 0 for a free one");
  }
}
