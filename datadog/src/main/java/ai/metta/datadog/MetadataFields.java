// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes metadata for `PUT /api/v1/metrics/{name}`: all that is declared, whether it differs or
/// not, so that it comes to the same whether the API replaces the fields that are sent or the whole
/// document. A distribution's type is refused and left out.
final class MetadataFields {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private MetadataFields() {}

  /// @param statsdInterval as Datadog has it, and keeps it
  static byte[] encode(MetricMetadata metadata, Optional<Long> statsdInterval) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      if (!metadata.isOfDistribution()) {
        json.writeStringProperty("type", metadata.type());
      }
      json.writeStringProperty("unit", metadata.unit());
      json.writeStringProperty("per_unit", metadata.perUnit());
      json.writeStringProperty("description", metadata.description());
      json.writeStringProperty("short_name", metadata.shortName());
      statsdInterval.ifPresent(seconds -> json.writeNumberProperty("statsd_interval", seconds));
      json.writeEndObject();
    }
    return out.toByteArray();
  }
}
