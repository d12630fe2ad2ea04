// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.serve;

import ai.metta.access.SystemReason;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// What `--host` and `--port` may be, and what is said where nobody can listen there.
public final class Listening {
  private Listening() {}

  /// Holds a port against the numbers that there are.
  ///
  /// @throws ExitException of the usage kind where no port has the number
  public static void requirePort(int port) {
    if (port < 0 || port > 65_535) {
      throw new ExitException(Exit.USAGE, "--port: " + port + " is not between 0 and 65535");
    }
  }

  /// The address that `--host` names.
  ///
  /// @throws ExitException of the usage kind where it is none of this machine
  public static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw new ExitException(Exit.USAGE, "--host: \"" + host + "\" is no address of this machine");
    }
  }

  /// What to end with where a port is taken, or not ours to have.
  public static ExitException refused(int port, String host, IOException why) {
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
