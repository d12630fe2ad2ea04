// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A week as busy as [GithubWeek]'s, spread over a hundred repositories that are read in one run.
/// The judge has one repository; a relay gives it a hundred names, and no limit, as an Enterprise
/// Server has none: so many would need more than the judge's 5 000 requests.
///
/// Arguments: the repository's root, then the folder that the judge and its data lie in.
public final class GithubOrganisation {
  private static final int REPOSITORIES = 100;
  private static final Judge.Scale SHARE = new Judge.Scale(5, 3, 20, 12);

  private GithubOrganisation() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    Path shared = Judge.shared(arguments);
    System.out.println(Machine.described());
    System.out.println();
    System.out.println("| repositories | requests | not 304 | wall s | CPU s | peak MiB |");
    System.out.println("|---|---|---|---|---|---|");
    String names =
        IntStream.range(0, REPOSITORIES)
            .mapToObj(index -> "acme/metta-" + index)
            .collect(Collectors.joining(","));
    try (Judge judge = Judge.start(shared, SHARE, 50);
        Relay relay = Relay.to(judge.address());
        Scratch scratch = Scratch.create()) {
      Meter meter =
          new Meter(
              judge.environment(relay.address(), names, scratch.folder().resolve("data")),
              scratch.folder());
      List<String> command =
          List.of(
              root.resolve("metta").toString(),
              "datadog",
              "collect",
              "github",
              "-o",
              "json",
              "--as-of",
              judge.now());
      for (String what : List.of("never seen", "unchanged")) {
        judge.reset();
        Cost cost = meter.run(command);
        Judge.Usage usage = judge.usage();
        System.out.printf(
            Locale.ROOT,
            "| %s | %d | %d | %.2f | %.2f | %.0f |%n",
            what,
            usage.requests(),
            usage.requests() - usage.unchanged(),
            cost.wallSeconds(),
            cost.cpuSeconds(),
            cost.peakMebibytes());
      }
    }
    System.out.println();
    System.out.println(Machine.described());
  }

  /// Asks the judge for its one repository, by whichever of its names it is asked, and answers
  /// under that name.
  private record Relay(HttpServer server, HttpClient http, URI judge) implements AutoCloseable {
    private static final Pattern NUMBERED = Pattern.compile("metta-\\d+");
    private static final List<String> PASSED = List.of("etag", "link");

    static Relay to(URI judge) throws IOException {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Relay relay = new Relay(server, HttpClient.newHttpClient(), judge);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", relay::handle);
      server.start();
      return relay;
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
      try (exchange) {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String address = exchange.getRequestURI().toString();
        Matcher numbered = NUMBERED.matcher(address + body);
        String name = numbered.find() ? numbered.group() : "metta";
        HttpRequest.Builder request =
            HttpRequest.newBuilder(judge.resolve(address.replace(name, "metta")));
        String kept = exchange.getRequestHeaders().getFirst("If-None-Match");
        if (kept != null) {
          request.header("If-None-Match", kept);
        }
        if (!body.isEmpty()) {
          request.POST(HttpRequest.BodyPublishers.ofString(body.replace(name, "metta")));
        }
        answer(exchange, http.send(request.build(), BodyHandlers.ofString()), name);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }

    private void answer(HttpExchange exchange, HttpResponse<String> answer, String name)
        throws IOException {
      for (String header : PASSED) {
        answer
            .headers()
            .firstValue(header)
            .ifPresent(value -> exchange.getResponseHeaders().set(header, named(value, name)));
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      byte[] bytes = named(answer.body(), name).getBytes(StandardCharsets.UTF_8);
      boolean bare = answer.statusCode() == 304;
      boolean limits = exchange.getRequestURI().getPath().equals("/rate_limit");
      exchange.sendResponseHeaders(limits ? 404 : answer.statusCode(), bare ? -1 : bytes.length);
      if (!bare) {
        exchange.getResponseBody().write(bytes);
      }
    }

    private String named(String text, String name) {
      return text.replace("acme/metta", "acme/" + name)
          .replace(judge.toString(), address().toString())
          .replaceAll("\"rateLimit\": ?\\{[^}]*\\}", "\"rateLimit\":null");
    }

    @Override
    public void close() {
      server.stop(0);
      http.close();
    }
  }
}
