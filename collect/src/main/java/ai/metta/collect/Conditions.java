// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.configuration.Settings;
import ai.metta.access.http.Http;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secrets;
import ai.metta.collect.health.HealthRows;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.QueryEngine;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// What surrounds a run: where its time, settings, secrets and requests come from.
///
/// @param http a new client for each collector, so that each counts its own requests
/// @param rows of the health grid
/// @param reader who answers what was pushed before, through a collector's client; throws a
///   [FailureException] of kind credentials where there is nobody to ask
public record Conditions(
    InstantSource clock,
    Settings settings,
    Secrets secrets,
    Supplier<Http> http,
    Redactor redactor,
    PartFaults faults,
    HealthRows rows,
    Function<Http, QueryEngine> reader) {

  /// With the rows that metrics declare, and nobody to read from.
  public Conditions(
      InstantSource clock,
      Settings settings,
      Secrets secrets,
      Supplier<Http> http,
      Redactor redactor,
      PartFaults faults) {
    this(
        clock,
        settings,
        secrets,
        http,
        redactor,
        faults,
        HealthRows.declared(List.of()),
        Conditions::nobody);
  }

  public Conditions with(PartFaults others) {
    return new Conditions(clock, settings, secrets, http, redactor, others, rows, reader);
  }

  private static QueryEngine nobody(Http http) {
    throw new FailureException(new Failure.Credentials("there is nobody to read from"));
  }
}
