// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog.documents;

import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.change.Content;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Links;
import ai.metta.dashboards.change.Mark;
import ai.metta.dashboards.change.Outgoing;
import ai.metta.datadog.documents.Outcome.Done;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A plan being carried out. What fails with one document stops no other.
final class Pushing {
  private final Sync sync;
  private final Api api;
  private final Map<String, Created> created = new LinkedHashMap<>();
  private Links links;

  /// All that was live before the first one was created; empty until somebody asks.
  private Optional<List<Live>> listed = Optional.empty();

  /// One that was just created.
  ///
  /// @param answer as it is live
  private record Created(Document document, String id, Members answer) {}

  Pushing(Sync sync) {
    this.sync = sync;
    this.api = sync.api();
    this.links = sync.links();
  }

  List<Outcome> push(List<Step> plan) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    plan.forEach(step -> outcomes.put(step.document().name(), planned(step)));
    for (Step step : plan) {
      if (step instanceof Step.Create(Document document)) {
        outcomes.put(document.name(), attempt(document, () -> create(document)));
      }
    }
    for (Step step : plan) {
      if (step instanceof Step.Update update) {
        outcomes.put(update.document().name(), attempt(update.document(), () -> update(update)));
      }
    }
    for (Created one : created.values()) {
      if (links.areNamedIn(one.answer())) {
        outcomes.put(one.document().name(), attempt(one.document(), () -> link(one)));
      }
    }
    return new ArrayList<>(outcomes.values());
  }

  private static Outcome planned(Step step) {
    String name = step.document().name();
    return switch (step) {
      case Step.Create _ -> new Outcome(name, Done.FAILED, Optional.empty(), Optional.empty());
      case Step.Update update ->
          new Outcome(name, Done.FAILED, Optional.of(update.live().url()), Optional.empty());
      case Step.Same same ->
          new Outcome(name, Done.UNCHANGED, Optional.of(same.live().url()), Optional.empty());
      case Step.Edited edited ->
          new Outcome(name, Done.STOPPED, Optional.of(edited.live().url()), Optional.empty());
      case Step.Refused refused ->
          new Outcome(name, Done.FAILED, Optional.empty(), Optional.of(refused.why()));
    };
  }

  private interface Doing {
    Outcome done();
  }

  private static Outcome attempt(Document document, Doing doing) {
    try {
      return doing.done();
    } catch (FailureException failed) {
      return new Outcome(
          document.name(), Done.FAILED, Optional.empty(), Optional.of(failed.failure()));
    }
  }

  private Outcome create(Document document) {
    requireAbsent(document);
    Members answer = sentOnce(document);
    String id = Api.id(answer);
    if (api.kind() == Kind.DASHBOARD) {
      links = links.with(id, document.name());
    }
    created.put(document.name(), new Created(document, id, answer));
    return new Outcome(document.name(), Done.CREATED, Optional.of(api.page(id)), Optional.empty());
  }

  /// A list that lacked it once may have been behind, or cut off without a word: a second is asked
  /// for before anything is made of that.
  private void requireAbsent(Document document) {
    if (listed.isEmpty()) {
      listed = Optional.of(api.list());
    }
    boolean isThere =
        listed.get().stream()
            .flatMap(live -> live.mark().stream())
            .anyMatch(mark -> mark.name().equals(document.name()));
    if (isThere) {
      throw Sync.refused(
          document.name()
              + " is live, though Datadog's list lacked it at first; nothing was changed; push again");
    }
  }

  /// Where the answer is lost, the list tells whether it was created all the same. It is not sent a
  /// second time: the list may be behind.
  private Members sentOnce(Document document) {
    Content mine = sync.content(document);
    try {
      return api.create(Outgoing.created(document.name(), mine, links));
    } catch (FailureException lost) {
      if (!isInDoubt(lost.failure())) {
        throw lost;
      }
      List<Live> there =
          api.list().stream()
              .filter(live ->
                  live.mark().filter(mark -> mark.name().equals(document.name())).isPresent())
              .toList();
      if (there.size() == 1) {
        return api.get(there.getFirst().id());
      }
      throw new FailureException(
          new Failure.Service(
              lost.failure().message()
                  + "; whether it was created is not known; push again, which looks first",
              Retry.MAY_HELP),
          lost);
    }
  }

  private static boolean isInDoubt(Failure failure) {
    return switch (failure) {
      case Failure.Service _ -> true;
      case Failure.Malformed malformed -> !malformed.message().matches("(?s).*: 40[04] \\(.*");
      case Failure.Configuration _, Failure.Credentials _, Failure.RateLimit _, Failure.Bug _ ->
          false;
    };
  }

  /// Looks once more before it overwrites anything.
  private Outcome update(Step.Update update) {
    Document document = update.document();
    Members now = api.get(update.live().id());
    if (!sync.content(now).isSameAs(sync.content(update.before()))) {
      throw Sync.refused(
          document.name()
              + " was edited in Datadog while it was being pushed; nothing was changed: "
              + update.live().url());
    }
    put(document, update.live().id(), now);
    return new Outcome(
        document.name(), Done.UPDATED, Optional.of(update.live().url()), Optional.empty());
  }

  private Outcome link(Created one) {
    put(one.document(), one.id(), one.answer());
    URI url = api.page(one.id());
    return new Outcome(one.document().name(), Done.CREATED, Optional.of(url), Optional.empty());
  }

  private void put(Document document, String id, Members live) {
    Links known = sync.targets().sent(links, live, document.json());
    Content mine = Content.of(api.kind(), document, known);
    Content before = Content.of(api.kind(), live, known);
    Members answer = api.update(id, Outgoing.updated(document.name(), mine, before, known));
    boolean kept =
        Mark.on(api.kind(), answer).filter(mark -> mark.name().equals(document.name())).isPresent();
    if (!kept) {
      throw Sync.refused(
          "Datadog answered without the mark of " + document.name() + ": " + api.page(id));
    }
  }
}
