// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// The local Datadog: a server on this machine that any of Datadog's clients can be pointed at.
///
/// Start reading at [ai.metta.server.LocalDatadog]: its routes name everything it answers. What
/// comes in goes through `intake` into the `store`; what is asked comes from there through
/// `reading` and the room `query`; `documents` keeps dashboards and monitors; `web` speaks HTTP.
@NullMarked
package ai.metta.server;

import org.jspecify.annotations.NullMarked;
