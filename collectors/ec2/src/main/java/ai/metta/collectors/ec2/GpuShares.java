// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;

/// The part of a GPU that an instance of a type gets, where several share one. AWS tells it beside
/// the count of GPUs, and this release of the SDK leaves it out, so it is read from the answer as
/// it passes.
final class GpuShares implements ExecutionInterceptor {
  private static final String GPUS = "gpuInfo/gpus/item/";

  private final Map<String, Double> byType = Collections.synchronizedMap(new HashMap<>());

  /// How much of GPUs an instance of a type has; empty where it does not share any.
  Optional<Double> of(String type) {
    return Optional.ofNullable(byType.get(type));
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Optional<InputStream> body = context.responseBody();
    boolean tells =
        context.request() instanceof DescribeInstanceTypesRequest
            && context.httpResponse().isSuccessful();
    if (body.isEmpty() || !tells) {
      return body;
    }
    try (InputStream content = body.get()) {
      byte[] bytes = content.readAllBytes();
      read(bytes);
      return Optional.of(new ByteArrayInputStream(bytes));
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  /// What is no XML is the SDK's to refuse.
  private void read(byte[] xml) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      Deque<String> path = new ArrayDeque<>();
      Map<String, String> fields = new HashMap<>();
      StringBuilder text = new StringBuilder();
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamReader.START_ELEMENT -> {
            path.addLast(reader.getLocalName());
            text.setLength(0);
          }
          case XMLStreamReader.CHARACTERS -> text.append(reader.getText());
          case XMLStreamReader.END_ELEMENT -> {
            // answer / instanceTypeSet / item / …
            if (path.size() == 3) {
              take(fields);
              fields.clear();
            }
            String below = String.join("/", path.stream().skip(3).toList());
            fields.putIfAbsent(below, text.toString().strip());
            path.removeLast();
            text.setLength(0);
          }
          default -> {}
        }
      }
    } catch (XMLStreamException none) {
      byType.clear();
    }
  }

  private void take(Map<String, String> fields) {
    Optional<Double> share = number(fields, "gpuPartitionSize");
    Optional<Double> count = number(fields, "logicalGpuCount");
    String type = fields.getOrDefault("instanceType", "");
    share.ifPresent(part -> byType.put(type, part * count.orElse(1.0)));
  }

  private static Optional<Double> number(Map<String, String> fields, String name) {
    try {
      return Optional.ofNullable(fields.get(GPUS + name)).map(Double::valueOf);
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
