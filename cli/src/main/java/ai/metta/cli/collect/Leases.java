// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Log;
import ai.metta.collect.Collector;
import ai.metta.collect.Lease;
import ai.metta.metric.FailureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The leases of several collectors, all or none. A folder that cannot be written gives none, and
/// is no reason not to go on.
public final class Leases implements AutoCloseable {
  private final List<Lease> taken = new ArrayList<>();

  private Leases() {}

  /// For what a lease is. Lower case, since that is what it is called in messages.
  public enum Purpose {
    run(""),
    /// Scheduled runs go on meanwhile: theirs are others.
    backfill(".backfill");

    private final String suffix;

    Purpose(String suffix) {
      this.suffix = suffix;
    }
  }

  /// Takes one for each collector.
  ///
  /// @throws ExitException where another one of a collector is pushing
  public static Leases of(
      List<Collector<?>> collectors, Purpose purpose, Path dataDirectory, Log log) {
    Leases leases = new Leases();
    for (Collector<?> collector : collectors) {
      String name = collector.profile().name();
      try {
        Optional<Lease> lease = Lease.take(dataDirectory, name + purpose.suffix);
        if (lease.isEmpty()) {
          leases.close();
          throw new ExitException(
              Exit.LEASED,
              "another " + purpose + " of " + name + " is pushing; try again when it has ended");
        }
        leases.taken.add(lease.get());
      } catch (FailureException unwritable) {
        log.trouble(unwritable.failure().message() + "; going on without it");
      }
    }
    return leases;
  }

  @Override
  public void close() {
    taken.forEach(Lease::close);
  }
}
