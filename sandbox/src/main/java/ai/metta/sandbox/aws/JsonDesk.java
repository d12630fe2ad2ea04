// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.json.JsonTree;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Pricing (version 2017-10-15) and Cost Explorer (version 2017-10-25), which know the whole
/// account.
record JsonDesk(Asked asked, Rows rows) {
  private static final List<String> SERVICES =
      List.of(
          "Amazon Elastic Compute Cloud - Compute",
          "EC2 - Other",
          "Amazon Simple Storage Service",
          "AmazonCloudWatch",
          "Tax");
  private static final int SERVICES_A_PAGE = 2;

  Answer answer() {
    return switch (asked.action()) {
      case "GetProducts" -> products();
      case "GetCostAndUsage" -> costs();
      default -> Refusal.of(asked, 400, "UnknownOperationException", "");
    };
  }

  private Answer products() {
    Map<String, String> filters = new TreeMap<>();
    if (asked.json().get("Filters") instanceof List<?> all) {
      for (Object one : all) {
        Map<?, ?> filter = (Map<?, ?>) one;
        filters.put(text(filter, "Field"), text(filter, "Value"));
      }
    }
    String type = filters.getOrDefault("instanceType", "");
    String region = filters.getOrDefault("regionCode", "");
    List<String> products = new ArrayList<>();
    OptionalDouble price = Estate.listPrice(type, region);
    if (price.isPresent()) {
      products.add(JsonTree.text(product(type, region, price.getAsDouble())));
    }
    return json(
        rows.is(AwsFault.NO_LIST)
            ? JsonTree.of("FormatVersion", "aws_v1")
            : JsonTree.of("FormatVersion", "aws_v1", "PriceList", products));
  }

  private static Map<String, Object> product(String type, String region, double price) {
    String sku = "SKU" + Integer.toHexString((type + region).hashCode()).toUpperCase(Locale.ROOT);
    Map<String, Object> dimension =
        JsonTree.of(
            "unit",
            "Hrs",
            "description",
            "$" + price + " per On Demand Linux " + type + " Instance Hour",
            "pricePerUnit",
            JsonTree.of("USD", String.format(Locale.ROOT, "%.10f", price)));
    return JsonTree.of(
        "product",
        JsonTree.of(
            "productFamily",
            "Compute Instance",
            "sku",
            sku,
            "attributes",
            JsonTree.of("instanceType", type, "regionCode", region, "tenancy", "Shared")),
        "serviceCode",
        "AmazonEC2",
        "terms",
        JsonTree.of(
            "OnDemand",
            JsonTree.of(
                sku + ".JRTCKXETXF",
                JsonTree.of(
                    "offerTermCode",
                    "JRTCKXETXF",
                    "priceDimensions",
                    JsonTree.of(sku + ".JRTCKXETXF.6YS6EN2CT7", dimension)))));
  }

  private Answer costs() {
    Map<?, ?> period = asked.json().get("TimePeriod") instanceof Map<?, ?> told ? told : Map.of();
    LocalDate day = LocalDate.parse(text(period, "Start"));
    String end = text(period, "End");
    Rows.Page<String> page =
        rows.page(
            SERVICES,
            Optional.ofNullable(asked.json().get("NextPageToken"))
                .filter(String.class::isInstance)
                .map(String.class::cast),
            SERVICES_A_PAGE);
    Map<String, Double> spend = spend(day);
    List<Object> groups = new ArrayList<>();
    for (String service : page.rows()) {
      groups.add(
          JsonTree.of(
              "Keys",
              List.of(service),
              "Metrics",
              JsonTree.of(
                  "UnblendedCost",
                  JsonTree.of(
                      "Amount",
                      Double.toString(spend.getOrDefault(service, 0.0)),
                      "Unit",
                      "USD"))));
    }
    Map<String, Object> time =
        JsonTree.of(
            "TimePeriod",
            JsonTree.of("Start", day.toString(), "End", end),
            "Total",
            Map.of(),
            "Groups",
            groups,
            "Estimated",
            true);
    Map<String, Object> document =
        rows.is(AwsFault.NO_LIST) ? JsonTree.of() : JsonTree.of("ResultsByTime", List.of(time));
    page.next().ifPresent(token -> document.put("NextPageToken", token));
    return json(document);
  }

  static Map<String, Double> spend(LocalDate day) {
    Map<String, Double> spend = new TreeMap<>();
    for (int number = 0; number < SERVICES.size(); number++) {
      spend.put(
          SERVICES.get(number), Dice.of(9, number, day.toEpochDay()).between(100, 900_000) / 100.0);
    }
    return spend;
  }

  private static String text(Map<?, ?> json, String key) {
    return json.get(key) instanceof String text ? text : "";
  }

  private static Answer json(Object tree) {
    return new Answer(
        200,
        Map.of(
            "Content-Type", "application/x-amz-json-1.1", "x-amzn-RequestId", Refusal.REQUEST_ID),
        JsonTree.text(tree));
  }
}
