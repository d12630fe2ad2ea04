// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog.documents;

import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.change.Comparison;
import ai.metta.dashboards.change.Content;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Fingerprint;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Laid;
import ai.metta.dashboards.change.Links;
import ai.metta.dashboards.change.Mark;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Documents as they should be, beside what is live.
public final class Sync {
  private final Api api;
  private final List<Live> all;
  private final Targets targets;

  private Sync(Api api, List<Live> all) {
    this.api = api;
    this.all = List.copyOf(all);
    this.targets = Targets.of(api, all);
  }

  /// Reads what is live.
  ///
  /// @throws FailureException where not all of the list can be read
  public static Sync with(Api api) {
    return new Sync(api, api.list());
  }

  /// All that is live.
  public List<Live> all() {
    return all;
  }

  Api api() {
    return api;
  }

  /// The dashboards whose name is known.
  public Links links() {
    return targets.links();
  }

  Targets targets() {
    return targets;
  }

  /// Why the dashboards that monitors link to are not known; empty where they are.
  public Optional<Failure> unreadTargets() {
    return targets.unread();
  }

  /// The slugs of dashboards that are linked to and not pushed yet.
  public Set<String> linkedNowhere(List<Document> documents) {
    return targets.unread().isPresent()
        ? Set.of()
        : documents.stream()
            .flatMap(document -> links().unknownIn(document.json()).stream())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Those with a name's mark.
  public List<Live> marked(String name) {
    return all.stream()
        .filter(live -> live.mark().filter(mark -> mark.name().equals(name)).isPresent())
        .toList();
  }

  /// What a push would do with each.
  public List<Step> plan(List<Document> documents, Intent intent) {
    return documents.stream().map(document -> plan(document, intent)).toList();
  }

  /// What a push would do with one.
  public Step plan(Document document, Intent intent) {
    try {
      if (!Mark.takes(api.kind(), document.name())) {
        throw refused(
            "\""
                + document.name()
                + "\" cannot be the name of a "
                + api.kind().word()
                + "; rename its file");
      }
      Optional<Live> live = found(document, intent);
      Step step =
          live.isPresent() ? compared(document, live.get(), intent) : new Step.Create(document);
      requireTaken(step);
      return step;
    } catch (FailureException failed) {
      return new Step.Refused(document, failed.failure());
    }
  }

  /// Datadog says before a push which monitors it would not take; of dashboards it does not.
  private void requireTaken(Step step) {
    boolean sent = step instanceof Step.Create || step instanceof Step.Update;
    if (sent && api.kind() == Kind.MONITOR) {
      api.refusal(step.document().json())
          .ifPresent(why -> {
            throw refused("Datadog would refuse \"" + step.document().name() + "\": " + why);
          });
    }
  }

  /// The live one of a document: by its mark, else by the id that its file kept when it was pulled.
  private Optional<Live> found(Document document, Intent intent) {
    List<Live> marked = marked(document.name());
    if (marked.size() > 1) {
      throw refused(
          "more than one "
              + api.kind().word()
              + " has the mark of \""
              + document.name()
              + "\": "
              + urls(marked)
              + "; nothing was changed; delete all but one, or take the mark out of it");
    }
    if (!marked.isEmpty()) {
      return Optional.of(marked.getFirst());
    }
    Optional<String> id = document.json().textAt("id");
    Optional<Live> pulled =
        all.stream()
            .filter(live -> live.mark().isEmpty() && id.equals(Optional.of(live.id())))
            .findFirst();
    return pulled.isPresent() ? pulled : namesake(document, intent);
  }

  /// One of the same title without any mark may be ours whose mark somebody took away.
  private Optional<Live> namesake(Document document, Intent intent) {
    String title = content(document).title();
    List<Live> same =
        all.stream().filter(live -> live.mark().isEmpty() && live.title().equals(title)).toList();
    if (same.isEmpty() || title.isEmpty()) {
      return Optional.empty();
    }
    if (same.size() > 1 || intent == Intent.KEEP) {
      throw refused(
          "\""
              + title
              + "\" is there already, without a mark of metta's: "
              + urls(same)
              + "; nothing was changed; rename it, or "
              + (same.size() > 1 ? "delete all but one" : "take it over with --force"));
    }
    return Optional.of(same.getFirst());
  }

  private static String urls(List<Live> lives) {
    return lives.stream().map(live -> live.url().toString()).collect(Collectors.joining(" and "));
  }

  private Step compared(Document document, Live live, Intent intent) {
    Members before = api.get(live.id());
    return compared(document, live, before, intent);
  }

  Step compared(Document document, Live live, Members before, Intent intent) {
    Content now = Content.of(api.kind(), before, targets.read(before, document.json()));
    Content mine = content(document);
    Optional<Mark> mark = Mark.on(api.kind(), before);
    Optional<Fingerprint> pushed = mark.flatMap(Mark::pushed);
    Comparison.Base base =
        switch (document.source()) {
          case GENERATED -> baseOf(document, agreed(document, before), pushed);
          case FILE -> baseOf(document, mine, pushed);
        };
    Comparison comparison = Comparison.of(now, mine, base);
    boolean atRisk = !comparison.atRisk().isEmpty();
    if (atRisk && intent == Intent.KEEP) {
      return new Step.Edited(document, live, before, comparison);
    }
    boolean settled =
        comparison.isEmpty()
            && mark.equals(Optional.of(new Mark(document.name(), Optional.of(mine.fingerprint()))))
            && targets.areIn(before, document.json());
    return settled
        ? new Step.Same(document, live)
        : new Step.Update(document, live, before, comparison);
  }

  /// The code is the same everywhere, so that what was pushed last is what it was made from.
  private static Comparison.Base baseOf(
      Document generated, Fingerprint there, Optional<Fingerprint> pushed) {
    Optional<Fingerprint> agreed = generated.agreed();
    return new Comparison.Base(
        agreed.filter(there::isOfTheMomentOf).map(_ -> there).or(() -> pushed),
        Optional.empty(),
        agreed.map(Fingerprint::laid).orElse(Laid.NONE));
  }

  /// A file is one of several, and knows what its own mark says. Where it was pushed after that,
  /// just as it is, the mark could not be renewed, and nothing here is newer than that push.
  private static Comparison.Base baseOf(Document file, Content mine, Optional<Fingerprint> pushed) {
    Optional<Fingerprint> same =
        pushed
            .filter(one -> one.whole().equals(mine.fingerprint().whole()))
            .filter(one -> file.agreed().filter(mark -> mark.isSince(one)).isEmpty());
    Optional<Fingerprint> base = same.or(file::agreed);
    return new Comparison.Base(
        base,
        same.isPresent() ? Optional.empty() : pushed,
        base.map(Fingerprint::laid).orElse(Laid.NONE));
  }

  /// What is live, of a document in whose plan nothing is at risk.
  ///
  /// @return as before, where nothing is live yet
  public Optional<Fingerprint> agreed(Step step) {
    Document document = step.document();
    return switch (step) {
      case Step.Create _, Step.Refused _ -> document.agreed();
      case Step.Same _ -> Optional.of(pushed(document));
      case Step.Update update -> Optional.of(agreed(document, update.before()));
      case Step.Edited edited -> Optional.of(agreed(document, edited.before()));
    };
  }

  private Fingerprint agreed(Document document, Members before) {
    return Fingerprint.agreed(
        Content.of(api.kind(), before, targets.read(before, document.json())),
        Mark.on(api.kind(), before).flatMap(Mark::pushed));
  }

  /// What is live once a document was pushed.
  public Fingerprint pushed(Document document) {
    Content mine = content(document);
    return Fingerprint.agreed(mine, Optional.of(mine.fingerprint()));
  }

  Content content(Members json) {
    return Content.of(api.kind(), json, links());
  }

  Content content(Document document) {
    return Content.of(api.kind(), document, links());
  }

  static FailureException refused(String message) {
    return new FailureException(new Failure.Malformed(message));
  }

  /// Does what a plan says: creates first, so that links to what is new have an id to go to.
  public List<Outcome> push(List<Step> plan) {
    return new ArrayList<>(new Pushing(this).push(plan));
  }
}
