// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.configuration.Settings;
import ai.metta.access.http.Http;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secrets;
import java.time.InstantSource;
import java.util.function.Supplier;

/// What surrounds a run: where its time, settings, secrets and requests come from.
///
/// @param http a new client for each collector, so that each counts its own requests
public record Conditions(
    InstantSource clock,
    Settings settings,
    Secrets secrets,
    Supplier<Http> http,
    Redactor redactor,
    PartFaults faults) {

  public Conditions with(PartFaults others) {
    return new Conditions(clock, settings, secrets, http, redactor, others);
  }
}
