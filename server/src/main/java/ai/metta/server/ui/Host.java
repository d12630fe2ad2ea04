// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.ui;

/// What the pages show that only the process knows in which the server runs: its collectors, and
/// what they come to. Every answer is a JSON document, as the command line prints it.
///
/// What cannot be told is refused by an [ai.metta.server.web.Refusal].
public interface Host {
  /// Its collectors, and what each one's last run came to: `collector list --status -o json`.
  String collectors();

  /// What a collector's newest run in this process came to, and why some of it to nothing: what
  /// `collect NAME -o json` says; its series may be left out.
  String latest(String collector);

  /// Runs a collector now, and pushes: what `collect NAME --push -o json` says.
  String run(String collector);

  /// The grid of health, a column a day, today's last: `health -o json`.
  String health();

  /// Why a row of the grid says what it says: `health explain ROW -o json`.
  String explain(String row);

  /// The state of each monitor by its id, from what the store holds: `{"states":[{"id":1,
  /// "state":"OK","value":0.5,"reason":"…"}]}`. The value is null where none is known.
  String monitors();

  /// What a metric's declaration says: `metrics describe NAME -o json`.
  String metric(String name);

  /// What a metric's stored series cost: `metrics cost --stored --metric NAME -o json`.
  String cost(String metric);
}
