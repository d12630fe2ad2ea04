// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.demo;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.LocalServer;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.serve.Listening;
import ai.metta.server.LocalDatadog;
import ai.metta.server.intake.Intake.Historical;
import ai.metta.server.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// Where a demo's server listens.
///
/// @param port empty for the usual one or, where that is taken, any
record DemoServer(InetAddress host, Optional<Integer> port, Optional<String> token) {
  static final int USUAL_PORT = 7700;

  /// @param host as `--host` names it
  /// @throws ExitException of the usage kind where there is no such address or port
  static DemoServer at(String host, Optional<Integer> port) {
    port.ifPresent(Listening::requirePort);
    InetAddress address = Listening.address(host);
    return new DemoServer(
        address,
        port,
        address.isLoopbackAddress() ? Optional.empty() : Optional.of(LocalServer.newKey()));
  }

  /// Listens. It takes points of any age.
  ///
  /// @throws ExitException where it cannot
  LocalDatadog start(Path folder, InstantSource clock, Log log) {
    if (port.isPresent()) {
      return started(folder, clock, port.get());
    }
    try {
      return LocalDatadog.start(options(folder, USUAL_PORT), clock);
    } catch (StoreException refused) {
      throw new ExitException(Exit.CONFIGURATION, String.valueOf(refused.getMessage()));
    } catch (IOException taken) {
      LocalDatadog other = started(folder, clock, 0);
      log.say("Port " + USUAL_PORT + " is taken, so it is " + other.url().getPort() + " this time");
      return other;
    }
  }

  private LocalDatadog started(Path folder, InstantSource clock, int number) {
    try {
      return LocalDatadog.start(options(folder, number), clock);
    } catch (StoreException refused) {
      throw new ExitException(Exit.CONFIGURATION, String.valueOf(refused.getMessage()));
    } catch (IOException refused) {
      throw Listening.refused(number, host.getHostAddress(), refused);
    }
  }

  private LocalDatadog.Options options(Path folder, int number) {
    return new LocalDatadog.Options(
        folder, host, number, token, Historical.TAKEN, LocalDatadog.Options.FIFTEEN_MONTHS);
  }
}
