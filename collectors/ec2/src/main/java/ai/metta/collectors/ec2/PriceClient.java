// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.access.http.JsonLimits;
import ai.metta.access.http.JsonReading;
import ai.metta.access.http.Pages;
import ai.metta.access.json.Json;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.pricing.model.Filter;
import software.amazon.awssdk.services.pricing.model.FilterType;

/// List prices as the Pricing API tells them, which is free.
record PriceClient(PricingClient pricing) {
  private static final int MOST_PAGES = 100;
  private static final String HOURS = "Hrs";

  /// Of Linux on shared hosts: the hourly price of a type in a region; empty where there is none,
  /// or more than one.
  OptionalDouble onDemand(String type, String region) {
    List<Double> prices =
        products(type, region).stream().flatMap(text -> prices(text).stream()).distinct().toList();
    return prices.size() == 1 ? OptionalDouble.of(prices.getFirst()) : OptionalDouble.empty();
  }

  private List<String> products(String type, String region) {
    List<Filter> filters = new ArrayList<>();
    new TreeMap<>(
            Map.of(
                "instanceType", type,
                "regionCode", region,
                "operatingSystem", "Linux",
                "tenancy", "Shared",
                "preInstalledSw", "NA",
                "capacitystatus", "Used"))
        .forEach((field, value) ->
            filters.add(
                Filter.builder().type(FilterType.TERM_MATCH).field(field).value(value).build()));
    Refusals asking = new Refusals(Permission.GET_PRODUCTS, "us-east-1");
    return new Pages(asking.what(), MOST_PAGES)
        .all(token -> {
          var answer =
              asking.ask(() ->
                  pricing.getProducts(ask ->
                      ask.serviceCode("AmazonEC2").filters(filters).nextToken(token.orElse(null))));
          return asking.page(answer.hasPriceList(), answer.priceList(), answer.nextToken());
        });
  }

  /// A product is JSON in a text; its terms and their dimensions are named by numbers.
  private static List<Double> prices(String product) {
    String what = "GetProducts";
    Json json =
        new JsonReading(what, JsonLimits.STANDARD).text(product, parser -> Json.read(what, parser));
    return json.at("terms", "OnDemand").members().values().stream()
        .flatMap(term -> term.at("priceDimensions").members().values().stream())
        .filter(dimension -> dimension.at("unit").text().equals(Optional.of(HOURS)))
        .flatMap(dimension -> dimension.at("pricePerUnit", "USD").text().stream())
        .map(PriceClient::dollars)
        .filter(dollars -> dollars > 0)
        .toList();
  }

  private static double dollars(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException none) {
      throw new FailureException(new Failure.Malformed("GetProducts: a price that is no number"));
    }
  }
}
