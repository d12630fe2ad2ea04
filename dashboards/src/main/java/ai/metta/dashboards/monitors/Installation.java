// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.access.configuration.Setting;
import ai.metta.dashboards.Owners;
import java.util.List;

/// What an installation says of its monitors.
///
/// @param environment the value of `env:` that they watch
/// @param web the address of Datadog's pages, without a slash at its end
/// @param handles handles such as `@slack-alerts`
/// @param owners teams by collector
public record Installation(String environment, String web, List<String> handles, Owners owners) {
  /// Who is told.
  public static final Setting<List<String>> HANDLES =
      Setting.texts("monitors.notify")
          .env("METTA_MONITORS_NOTIFY")
          .fallback(List.of())
          .only(
              "handles such as @slack-research, @pagerduty-platform or @somebody@example.com",
              handles -> handles.stream().allMatch(one -> one.matches("@[^\\s@{}]+(@[^\\s@{}]+)?")))
          .says("Whom monitors of priority 1 to 3 tell; nobody unless said");

  public Installation {
    handles = List.copyOf(handles);
  }

  /// One that watches production and says nothing else: what ships is shown and tried with it.
  public static Installation standard() {
    return new Installation("production", "https://app.datadoghq.com", List.of(), Owners.NOBODY);
  }
}
