// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.fleet.Accelerators;
import ai.metta.sandbox.skypilot.fleet.FleetView;
import ai.metta.sandbox.skypilot.fleet.Gpu;
import ai.metta.sandbox.skypilot.fleet.Machine;
import ai.metta.sandbox.skypilot.fleet.Pricing;
import ai.metta.sandbox.skypilot.fleet.Region;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JsonGenerator;

/// The price list: for each GPU type the machines that have it, by region, in USD an hour.
///
/// @param nameFilter a regular expression that the GPU's name must hold
/// @param clouds lower-case names; the fleet has `aws` only
/// @param regions the regions to list
record AcceleratorsQuestion(
    Optional<String> nameFilter, Optional<List<String>> clouds, List<Region> regions)
    implements Question {
  static AcceleratorsQuestion of(Arguments arguments) {
    boolean oneCloud = arguments.raw("clouds").filter(String.class::isInstance).isPresent();
    Optional<List<String>> clouds =
        oneCloud ? arguments.text("clouds").map(List::of) : arguments.texts("clouds");
    boolean everywhere = arguments.isTrue("all_regions");
    Optional<String> region = arguments.text("region_filter");
    return new AcceleratorsQuestion(
        arguments.text("name_filter"),
        clouds,
        Arrays.stream(Region.values())
            .filter(each -> everywhere || region.isPresent() || each == Region.US_EAST_1)
            .filter(each -> region.isEmpty() || region.get().equals(each.wireName()))
            .toList());
  }

  @Override
  public Outcome answer(FleetView view) {
    Pattern names;
    try {
      names = Pattern.compile(nameFilter.orElse(""));
    } catch (PatternSyntaxException e) {
      return new Outcome.Raised("error", e.getDescription());
    }
    boolean aws = clouds.map(list -> list.stream().anyMatch("aws"::equalsIgnoreCase)).orElse(true);
    return Outcome.Value.of(json -> {
      json.writeStartObject();
      for (Gpu gpu : Gpu.values()) {
        if (aws && names.matcher(gpu.canonicalName()).find()) {
          write(json, gpu);
        }
      }
      json.writeEndObject();
    });
  }

  private void write(JsonGenerator json, Gpu gpu) {
    json.writeName(gpu.canonicalName());
    json.writeStartArray();
    for (Machine machine : Machine.ALL) {
      Optional<Accelerators> each = machine.accelerators().filter(gpus -> gpus.gpu() == gpu);
      if (each.isPresent()) {
        regions.forEach(region -> write(json, machine, each.get(), region));
      }
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Machine machine, Accelerators each, Region region) {
    json.writeStartArray();
    json.writeString("AWS");
    json.writeString(machine.instanceType());
    json.writeString(each.gpu().canonicalName());
    json.writeNumber(each.count());
    json.writeNumber((double) machine.cpus());
    json.writeNumber((double) each.gpu().memoryGib());
    json.writeNumber((double) machine.memoryGib());
    json.writeNumber(JsonText.plain(machine.usdPerHour(Pricing.ON_DEMAND, region)));
    json.writeNumber(JsonText.plain(machine.usdPerHour(Pricing.SPOT, region)));
    json.writeString(region.wireName());
    json.writeEndArray();
  }
}
