// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.JsonText.Body;
import ai.metta.sandbox.skypilot.fleet.Person;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// What the server says of itself and of its users, at once.
final class Directory {
  /// When every user was entered, in epoch seconds: 2025-03-01.
  private static final long ENTERED_SECOND = 1_740_787_200;

  private final SkypilotOptions options;

  Directory(SkypilotOptions options) {
    this.options = options;
  }

  /// The health of the server, with the caller in it, where it knows one.
  Body health(Caller caller) {
    return json -> {
      json.writeStartObject();
      json.writeStringProperty("status", "healthy");
      json.writeStringProperty("api_version", options.version().apiVersion());
      json.writeStringProperty("version", options.version().release());
      json.writeStringProperty("version_on_disk", options.version().release());
      json.writeStringProperty("commit", "{{SKYPILOT_COMMIT_SHA}}");
      json.writeBooleanProperty("basic_auth_enabled", !isOpen());
      json.writeName("user");
      writeUser(json, caller);
      if (options.version().isAtLeast(ServerVersion.V24)) {
        json.writeBooleanProperty("service_account_token_enabled", takesTokens());
        json.writeBooleanProperty("ingress_basic_auth_enabled", false);
        json.writeNullProperty("latest_version");
        json.writeBooleanProperty("external_proxy_auth_enabled", isOpen());
        json.writeBooleanProperty("telemetry_enabled", false);
      }
      json.writeEndObject();
    };
  }

  /// All users with a row; service accounts are not among them.
  Body users() {
    return json -> {
      json.writeStartArray();
      writeRow(json, Person.SERVER, "admin", "system");
      for (Person person : Person.STAFF) {
        writeRow(
            json, person, options.version().isAtLeast(ServerVersion.V24) ? "" : "admin", "legacy");
      }
      json.writeEndArray();
    };
  }

  /// The caller's role; an anonymous one has no name.
  static Body role(Caller caller) {
    boolean known = caller.kind() != Caller.Kind.SERVER;
    return json -> {
      json.writeStartObject();
      json.writeStringProperty("id", known ? caller.id() : "");
      json.writeStringProperty("name", known ? caller.name().orElse("") : "");
      json.writeStringProperty("role", "admin");
      json.writeEndObject();
    };
  }

  private void writeRow(JsonGenerator json, Person person, String role, String userType) {
    json.writeStartObject();
    json.writeStringProperty("id", person.hash());
    json.writeStringProperty("name", person.name().orElse(""));
    json.writeNumberProperty("created_at", ENTERED_SECOND);
    json.writeStringProperty("role", role);
    if (options.version().isAtLeast(ServerVersion.V24)) {
      json.writeStringProperty("user_type", userType);
    }
    json.writeEndObject();
  }

  /// A real server tells the caller's password hash here; this one tells a hash of nothing.
  private void writeUser(JsonGenerator json, Caller caller) {
    Optional<String> userType =
        switch (caller.kind()) {
          case SERVER, CLAIMED, SERVICE_ACCOUNT -> Optional.empty();
          case PROXY -> Optional.of("legacy");
          case BASIC -> Optional.of("basic");
        };
    if (caller.kind() == Caller.Kind.SERVER) {
      json.writeNull();
      return;
    }
    boolean basic = caller.kind() == Caller.Kind.BASIC;
    json.writeStartObject();
    json.writeStringProperty("id", caller.id());
    json.writeStringProperty("name", caller.name().orElse(""));
    json.writeName("password");
    if (basic) {
      json.writeString("$apr1$sandbox$nothing");
    } else {
      json.writeNull();
    }
    json.writeName("created_at");
    if (basic) {
      json.writeNumber(ENTERED_SECOND);
    } else {
      json.writeNull();
    }
    if (options.version().isAtLeast(ServerVersion.V24)) {
      json.writeName("user_type");
      if (userType.isPresent()) {
        json.writeString(userType.get());
      } else {
        json.writeNull();
      }
    }
    json.writeEndObject();
  }

  private boolean isOpen() {
    return options.access() instanceof Access.Open;
  }

  private boolean takesTokens() {
    return options.access() instanceof Access.ServiceAccount;
  }
}
