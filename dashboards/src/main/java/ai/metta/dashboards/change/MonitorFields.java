// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Text;
import java.util.List;
import java.util.Map;

/// What a monitor says, but what Datadog adds on its own or writes in another way.
final class MonitorFields {
  /// Members that only Datadog writes.
  static final List<String> READ_ONLY =
      List.of(
          "id",
          "org_id",
          "creator",
          "created",
          "created_at",
          "modified",
          "deleted",
          "multi",
          "overall_state",
          "overall_state_modified",
          "state",
          "matching_downtimes",
          "restriction_policy",
          "run_as",
          "restricted");

  private static final Map<String, JsonTree> DEFAULTS =
      Map.of(
          "assets", new Items(List.of()),
          "tags", new Items(List.of()),
          "message", new Text(""),
          "draft_status", new Text("published"),
          "priority", Digits.of(0));
  private static final Map<String, JsonTree> OPTION_DEFAULTS =
      Map.of(
          "notify_audit", Flag.FALSE,
          "notify_no_data", Flag.FALSE,
          "include_tags", Flag.TRUE,
          "new_host_delay", Digits.of(300));
  private static final List<String> TRIMMED = List.of("message", "query");

  private MonitorFields() {}

  static Members of(Members json) {
    Members fields = Normal.members(json.without(READ_ONLY));
    for (String key : TRIMMED) {
      fields = trimmed(fields, key);
    }
    if (fields.textAt("type").filter("metric alert"::equals).isPresent()) {
      fields = fields.with("type", "query alert");
    }
    for (Map.Entry<String, JsonTree> one : DEFAULTS.entrySet()) {
      fields = Normal.without(fields, one.getKey(), one.getValue());
    }
    return Normal.inside(fields, "options", MonitorFields::options);
  }

  private static Members options(Members sent) {
    Members options = trimmed(sent.without(List.of("avalanche_window")), "escalation_message");
    options = Normal.inside(options, "thresholds", thresholds -> thresholds);
    options = Normal.inside(options, "silenced", silenced -> silenced);
    for (Map.Entry<String, JsonTree> one : OPTION_DEFAULTS.entrySet()) {
      options = Normal.without(options, one.getKey(), one.getValue());
    }
    return options;
  }

  private static Members trimmed(Members members, String key) {
    return members.textAt(key).map(text -> members.with(key, text.strip())).orElse(members);
  }
}
