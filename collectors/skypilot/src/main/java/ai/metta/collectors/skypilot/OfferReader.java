// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the server's catalogue: for each GPU a list of rows `[cloud, instance_type, gpu,
/// gpu_count, vcpus, gpu_memory, memory, price, spot_price, region]`.
final class OfferReader {
  private static final int INSTANCE_TYPE = 1;
  private static final int GPU = 2;
  private static final int GPU_COUNT = 3;
  private static final int PRICE = 7;
  private static final int SPOT_PRICE = 8;
  private static final int REGION = 9;

  private OfferReader() {}

  static List<Offer> read(JsonParser json) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw Rows.malformed("POST /list_accelerators", "is not an object");
    }
    List<Offer> offers = new ArrayList<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      if (json.nextToken() == JsonToken.START_ARRAY) {
        Rows.eachList("POST /list_accelerators", json, row -> offers.add(offer(row)));
      } else {
        json.skipChildren();
      }
    }
    return offers;
  }

  private static Offer offer(JsonParser json) {
    String instanceType = "";
    String gpu = "";
    double gpus = 0;
    String region = "";
    OptionalDouble onDemand = OptionalDouble.empty();
    OptionalDouble spot = OptionalDouble.empty();
    int column = 0;
    for (JsonToken cell = json.nextToken(); cell != JsonToken.END_ARRAY; cell = json.nextToken()) {
      switch (column++) {
        case INSTANCE_TYPE -> instanceType = text(json, cell);
        case GPU -> gpu = text(json, cell);
        case GPU_COUNT -> gpus = number(json, cell).orElse(0);
        case PRICE -> onDemand = number(json, cell);
        case SPOT_PRICE -> spot = number(json, cell);
        case REGION -> region = text(json, cell);
        default -> json.skipChildren();
      }
    }
    return new Offer(instanceType, gpu, gpus, region, onDemand, spot);
  }

  private static String text(JsonParser json, JsonToken cell) {
    return cell == JsonToken.VALUE_STRING ? json.getString() : "";
  }

  /// One above 0: an empty cell says nothing, and neither does a price of nothing.
  private static OptionalDouble number(JsonParser json, JsonToken cell) {
    return cell.isNumeric() && !json.isNaN() && json.getDoubleValue() > 0
        ? OptionalDouble.of(json.getDoubleValue())
        : OptionalDouble.empty();
  }
}
