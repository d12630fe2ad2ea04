// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.ui;

import ai.metta.server.intake.Events;
import ai.metta.server.reading.Queries;
import ai.metta.server.store.MetricStore;
import ai.metta.server.web.Call;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Reply;
import ai.metta.server.web.Router;
import ai.metta.server.web.Router.Needs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The pages: one document, which draws what its address names, and what it asks for beside
/// Datadog's API. The document holds nothing that is stored, so that it is shown to whoever knocks;
/// what it asks for needs keys.
public final class Pages {
  private static final String[] ADDRESSES = {
    "/",
    "/dashboard/lists",
    "/dashboard/*",
    "/dashboard/*/*",
    "/preview",
    "/preview/*",
    "/metric/explorer",
    "/monitors",
    "/monitors/*",
    "/collectors",
    "/health"
  };

  private final MetricStore store;
  private final Queries queries;
  private final Events events;
  private final AtomicReference<Optional<Host>> host = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Previews>> previews =
      new AtomicReference<>(Optional.empty());

  public Pages(MetricStore store, Queries queries, Events events) {
    this.store = store;
    this.queries = queries;
    this.events = events;
  }

  /// Lets the pages ask the process in which the server runs.
  public void host(Host asked) {
    host.set(Optional.of(asked));
  }

  /// Lets the pages show the dashboards in a folder's files.
  public void preview(Path folder) {
    previews.set(Optional.of(new Previews(folder)));
  }

  /// Adds them to what a server answers.
  public Router on(Router router) {
    Reply document = Document.page();
    for (String address : ADDRESSES) {
      router.on("GET", address, Needs.NONE, _ -> document);
    }
    Reply frame = Document.frame();
    return router
        .on("GET", "/ui/app/*", Needs.NONE, Assets::own)
        .on("GET", "/ui/app/*/*", Needs.NONE, Assets::own)
        .on("GET", "/ui/lib/*/*", Needs.NONE, Assets::library)
        .on("GET", "/ui/lib/*/*/*", Needs.NONE, Assets::library)
        .on("GET", "/ui/frame", Needs.NONE, _ -> frame)
        .on("GET", "/ui/query", Needs.BOTH, told(queries::v1))
        .on("POST", "/ui/query/timeseries", Needs.BOTH, told(queries::timeseries))
        .on("POST", "/ui/query/scalar", Needs.BOTH, told(queries::scalar))
        .on("POST", "/ui/query/events", Needs.BOTH, told(events::search))
        .on("GET", "/ui/tags/*", Needs.BOTH, told(this::tagValues))
        .on("GET", "/ui/metrics/*", Needs.BOTH, told(this::metric))
        .on("GET", "/ui/files", Needs.BOTH, told(call -> files().list(call)))
        .on("GET", "/ui/files/*", Needs.BOTH, told(call -> files().read(call)))
        .on("GET", "/ui/collectors", Needs.BOTH, asked((asked, _) -> asked.collectors()))
        .on("GET", "/ui/collectors/*", Needs.BOTH, asked(Host::latest))
        .on("POST", "/ui/collectors/*/run", Needs.BOTH, asked(Host::run))
        .on("GET", "/ui/health", Needs.BOTH, asked((asked, _) -> asked.health()))
        .on("GET", "/ui/health/*", Needs.BOTH, asked(Host::explain))
        .on("GET", "/ui/monitors", Needs.BOTH, asked((asked, _) -> asked.monitors()))
        .on("GET", "/ui/declarations/*", Needs.BOTH, asked(Host::metric))
        .on("GET", "/ui/cost/*", Needs.BOTH, asked(Host::cost));
  }

  /// A refusal is an answer too: the page shows it where the value would stand, and a browser that
  /// was answered notes no error of its own.
  private static Function<Call, Reply> told(Function<Call, Reply> handler) {
    return call -> {
      try {
        return handler.apply(call);
      } catch (Refusal refused) {
        return Reply.ok(
            Map.of("refused", refused.status(), "errors", List.of(refused.getMessage())));
      }
    };
  }

  private Reply tagValues(Call call) {
    return Reply.ok(Map.of("values", List.copyOf(store.tagValues(call.parts().getFirst()))));
  }

  private Reply metric(Call call) {
    String name = call.parts().getFirst();
    return Reply.ok(
        Map.of("series", store.seriesCount(name), "tags", List.copyOf(store.tags(name))));
  }

  private Previews files() {
    return previews
        .get()
        .orElseThrow(() ->
            new Refusal(404, "No folder of dashboards is served: start with --dashboards DIR"));
  }

  /// @param answer from the host, and what stands for the address's wildcard or nothing
  private Function<Call, Reply> asked(BiFunction<Host, String, String> answer) {
    return told(call -> {
      Host asked =
          host.get()
              .orElseThrow(
                  () -> new Refusal(404, "This server runs no collectors, and so cannot tell"));
      String part = call.parts().isEmpty() ? "" : call.parts().getFirst();
      byte[] json = answer.apply(asked, part).getBytes(StandardCharsets.UTF_8);
      return new Reply(200, new Reply.Content("application/json", json), Map.of());
    });
  }
}
