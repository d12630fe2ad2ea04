// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.sandbox.aws.Vault.Kept;
import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Secrets Manager, version 2017-10-17: the current versions, alone or several at once.
record SecretsDesk(Asked asked, Rows rows, Vault vault) {
  private static final int MOST_AT_ONCE = 20;

  Answer answer() {
    return switch (asked.action()) {
      case "GetSecretValue" -> alone(String.valueOf(asked.json().get("SecretId")));
      case "BatchGetSecretValue" -> together();
      default -> Refusal.of(asked, 400, "UnknownOperationException", "");
    };
  }

  private Answer alone(String name) {
    return switch (vault.find(name).orElseGet(SecretsDesk::nothing)) {
      case Kept.Withheld(String code, String message) -> Refusal.of(asked, 400, code, message);
      case Kept kept -> answer(value(name, kept));
    };
  }

  private Answer together() {
    List<?> names = asked.json().get("SecretIdList") instanceof List<?> list ? list : List.of();
    if (names.isEmpty() || names.size() > MOST_AT_ONCE) {
      return Refusal.of(
          asked, 400, "ValidationException", "SecretIdList takes 1 to " + MOST_AT_ONCE + " names.");
    }
    Rows.Page<String> page =
        rows.page(
            names.stream().map(String::valueOf).toList(),
            Optional.ofNullable(asked.json().get("NextToken")).map(String::valueOf),
            MOST_AT_ONCE);
    List<Object> values = new ArrayList<>();
    List<Object> errors = new ArrayList<>();
    for (String name : page.rows()) {
      Kept kept = vault.find(name).orElseGet(SecretsDesk::nothing);
      if (kept instanceof Kept.Withheld(String code, String message)) {
        errors.add(JsonTree.of("SecretId", name, "ErrorCode", code, "Message", message));
      } else {
        values.add(value(name, kept));
      }
    }
    Map<String, Object> tree = new TreeMap<>(JsonTree.of("SecretValues", values, "Errors", errors));
    page.next().ifPresent(next -> tree.put("NextToken", next));
    return answer(tree);
  }

  private static Kept nothing() {
    return new Kept.Withheld(
        "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }

  private Map<String, Object> value(String name, Kept kept) {
    Map<String, Object> value =
        new TreeMap<>(
            JsonTree.of(
                "ARN",
                String.format(
                    Locale.ROOT,
                    "arn:aws:secretsmanager:%s:%s:secret:%s-a1b2c3",
                    asked.region(),
                    Estate.ACCOUNT,
                    name),
                "Name",
                name,
                "VersionId",
                UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString(),
                "VersionStages",
                List.of("AWSCURRENT"),
                "CreatedDate",
                1.7e9));
    if (kept instanceof Kept.Text(String text)) {
      value.put("SecretString", text);
    }
    if (kept instanceof Kept.Binary(String base64)) {
      value.put("SecretBinary", base64);
    }
    return value;
  }

  private static Answer answer(Map<String, Object> tree) {
    return new Answer(
        200, Map.of("Content-Type", "application/x-amz-json-1.1"), JsonTree.text(tree));
  }
}
