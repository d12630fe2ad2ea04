// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Page;
import ai.metta.access.http.Pages;
import ai.metta.access.http.Request;
import ai.metta.access.json.Json;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Asks queries and reads lists page by page. An answer with errors is never taken for a whole one:
/// a page that was too much for GitHub is asked for again in halves, any other error fails the
/// part.
record GraphQl(GithubApi api) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> NOT_ALLOWED = Set.of("FORBIDDEN", "INSUFFICIENT_SCOPES");
  private static final int LEAST_PAGE = 5;
  private static final int MOST_PAGES = 400;

  /// A question that may have asked for too much at once.
  private static final class TooMuchException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Failure failure;

    /// Whether the same may be answered the next time, and was not asked again yet.
    private final boolean passing;

    TooMuchException(Failure failure, boolean passing) {
      super(failure.message());
      this.failure = failure;
      this.passing = passing;
    }
  }

  /// What is asked.
  ///
  /// @param variables without `first` and `after`
  /// @param state what the answer depends on; while it is the same, kept pages stand. Empty asks
  ///   anew
  record Question(Document document, Map<String, Object> variables, Optional<String> state) {
    Question whileSame(Optional<String> current) {
      return new Question(document, variables, current);
    }

    static Question of(Document document, Repository repository) {
      return new Question(
          document,
          Map.of("owner", repository.owner(), "name", repository.name()),
          Optional.empty());
    }

    /// @param value a text or a whole number
    Question with(String name, Object value) {
      Map<String, Object> more = new TreeMap<>(variables);
      more.put(name, value);
      return new Question(document, more, state);
    }
  }

  /// The items of a list that came beside something else, without a way to the next page.
  ///
  /// @throws FailureException as malformed where there are more of them, or one is not there
  static Stream<Json> whole(Json connection) {
    List<Json> nodes = connection.at("nodes").unbroken().toList();
    long all = connection.at("totalCount").required(Json::whole);
    if (nodes.size() < all) {
      throw new FailureException(
          new Failure.Malformed(
              connection + " shows " + nodes.size() + " items where it says there are " + all));
    }
    return nodes.stream();
  }

  /// The data of an answer.
  Json ask(Question question) {
    return ask(question.document().text(), question.variables());
  }

  /// The data of an answer in which a repository may be missing, or parts of it, that the token may
  /// not see: nothing stands there.
  Json askWhatMayBeSeen(Question question) {
    return untilAnswered(() -> {
      byte[] body =
          send(question.document().text(), question.variables(), 0, Optional.empty()).body();
      Json answer = GithubApi.parsed("POST " + api.graphql(), body, _ -> true);
      List<Json> errors = answer.at("errors").items();
      boolean lacksOnly =
          answer.at("data", "repository").isObject()
              ? errors.stream().allMatch(GraphQl::isOfPart)
              : errors.stream().allMatch(GraphQl::isOfNothing);
      if (!errors.isEmpty() && lacksOnly) {
        noteCost(question.document().text(), answer);
        return answer.at("data");
      }
      return data(question.document().text(), "POST " + api.graphql(), body);
    });
  }

  /// What has no pages that could be smaller is asked again as it is.
  private Json untilAnswered(Supplier<Json> asking) {
    for (int tried = 1; ; tried++) {
      try {
        return asking.get();
      } catch (TooMuchException tooMuch) {
        if (!tooMuch.passing || !api.awaitNextTry(tried)) {
          throw new FailureException(tooMuch.failure);
        }
      }
    }
  }

  /// Whether an error is about something inside the repository that we may not see.
  private static boolean isOfPart(Json error) {
    return error.at("type").text().filter(NOT_ALLOWED::contains).isPresent()
        && error.at("path").items().size() > 1;
  }

  private static boolean isOfNothing(Json error) {
    return error.at("type").text().filter("NOT_FOUND"::equals).isPresent();
  }

  /// The data of an answer to a query that was put together.
  Json ask(String query, Map<String, Object> variables) {
    return untilAnswered(() ->
        data(query, "POST " + api.graphql(), send(query, variables, 0, Optional.empty()).body()));
  }

  /// The items of every page.
  List<Json> all(Question question) {
    return takeWhile(question, _ -> true);
  }

  /// The items of the pages up to and with the first whose last item is not wanted any more.
  List<Json> takeWhile(Question question, Predicate<Json> wanted) {
    question
        .document()
        .dearer
        .ifPresent(other -> api.liken(question.document().text(), other.text()));
    Walk walk = new Walk(question.document().pageSize);
    try {
      return new Pages("POST " + api.graphql() + " " + question.document().fileName(), MOST_PAGES)
          .takeWhile(
              after -> items(question, walk, after),
              page -> !page.items().isEmpty() && wanted.test(page.items().getLast()));
    } catch (FailureException broken) {
      if (broken.failure() instanceof Failure.Malformed) {
        // Its pages may each be whole, and the next run finds the list whole.
        api.cache().ifPresent(cache -> walk.kept.forEach(cache::forget));
      }
      throw broken;
    }
  }

  /// How far a list was read.
  private static final class Walk {
    /// How many items are asked for at once; what was too much once is not tried again.
    private int pageSize;

    /// The keys of pages that are kept.
    private final List<String> kept = new ArrayList<>();

    Walk(int pageSize) {
      this.pageSize = pageSize;
    }

    void halve(TooMuchException tooMuch) {
      if (pageSize <= LEAST_PAGE) {
        throw new FailureException(tooMuch.failure);
      }
      pageSize = Math.max(LEAST_PAGE, pageSize / 2);
    }
  }

  private Page<Json> items(Question question, Walk walk, Optional<String> after) {
    while (true) {
      try {
        return page(question, walk, after);
      } catch (TooMuchException tooMuch) {
        walk.halve(tooMuch);
      }
    }
  }

  private String grant(String words) {
    return api.permissions().isEmpty() ? "" : words + api.permissions();
  }

  private Page<Json> items(Json connection) {
    if (connection.isNothing()) {
      throw new FailureException(
          new Failure.Credentials(
              "github: "
                  + connection
                  + " is not there, or the token may not see it"
                  + grant(": grant it ")));
    }
    List<Json> nodes = connection.at("nodes").items();
    if (connection.at("nodes").isNothing() || nodes.stream().anyMatch(Json::isNothing)) {
      throw new FailureException(
          new Failure.Credentials(
              "github: "
                  + connection
                  + " holds items that the token may not see"
                  + grant(": grant it ")));
    }
    boolean more = connection.at("pageInfo", "hasNextPage").required(Json::flag);
    return new Page<>(
        nodes,
        more
            ? Optional.of(connection.at("pageInfo", "endCursor").required(Json::text))
            : Optional.empty(),
        connection.at("totalCount").whole());
  }

  /// A page, kept where it is whole, for whom it was answered to.
  private Page<Json> page(Question question, Walk walk, Optional<String> after) {
    String query = question.document().text();
    int first = walk.pageSize;
    if (question.state().isEmpty() || api.cache().isEmpty()) {
      return items(
          query, "POST " + api.graphql(), send(query, question.variables(), first, after).body());
    }
    String key =
        api.graphql()
            + "\n"
            + api.who()
            + "\n"
            + new String(body(query, question.variables(), first, after), StandardCharsets.UTF_8);
    walk.kept.add(key);
    String state = question.state().get();
    Optional<byte[]> kept = api.cache().get().remembered(key, state);
    if (kept.isPresent()) {
      Json answer = GithubApi.parsed("kept " + question.document(), kept.get(), _ -> true);
      return items(connection(data(answer)));
    }
    byte[] answer = send(query, question.variables(), first, after).body();
    Page<Json> page = items(query, "POST " + api.graphql(), answer);
    api.cache().get().remember(key, state, answer);
    return page;
  }

  private Page<Json> items(String query, String identity, byte[] body) {
    return items(connection(data(query, identity, body)));
  }

  private Answer send(
      String query, Map<String, Object> variables, int first, Optional<String> after) {
    Answer answer = api.query(query, body(query, variables, first, after));
    Request asked = Request.post(api.graphql(), "application/json", new byte[0]);
    if (answer.status() == 502 || answer.status() == 504) {
      throw new TooMuchException(Refusals.failure(asked, answer, api.permissions()), false);
    }
    Refusals.check(asked, answer, api.permissions());
    return answer;
  }

  /// Where the list stands: in the repository, in its default branch or one pull request of it, or
  /// with its owner.
  private static Json connection(Json data) {
    Json repository = data.at("repository");
    return Stream.of(
            repository.at("defaultBranchRef", "target", "connection"),
            repository.at("pullRequest", "connection"),
            data.at("repositoryOwner", "connection"))
        .filter(Json::isObject)
        .findFirst()
        .orElse(repository.at("connection"));
  }

  /// @param query the text that was asked
  private Json data(String query, String identity, byte[] body) {
    Json answer = GithubApi.parsed(identity, body, _ -> true);
    noteCost(query, answer);
    return data(answer);
  }

  private Json data(Json answer) {
    List<Json> errors = answer.at("errors").items();
    if (!errors.isEmpty()) {
      throw refusal(errors.getFirst(), answer.at("data"));
    }
    return answer.at("data");
  }

  private void noteCost(String query, Json answer) {
    Optional<Long> points = answer.at("data", "rateLimit", "cost").whole();
    points.ifPresent(cost -> api.learnPoints(query, cost));
    api.count(Cost.points(points.orElse(1L)));
  }

  private RuntimeException refusal(Json error, Json data) {
    String said = error.at("message").text().orElse("an error without a message");
    String type =
        error.at("type").text().or(() -> error.at("extensions", "code").text()).orElse("");
    Failure failure =
        switch (type) {
          case "NOT_FOUND" ->
              new Failure.Credentials(
                  "github: " + said + " There is no such repository, or the token may not see it");
          case "FORBIDDEN", "INSUFFICIENT_SCOPES" ->
              new Failure.Credentials(
                  "github: "
                      + said
                      + "; grant the token "
                      + (api.permissions().isEmpty() ? "this permission" : api.permissions()));
          case "RATE_LIMITED", "RATE_LIMIT" ->
              new Failure.RateLimit("github: " + said, Optional.empty());
          case "undefinedField", "argumentNotAccepted" ->
              new Failure.Service(
                  "github: this server's GraphQL does not know what was asked: " + said,
                  Retry.IS_USELESS);
          default ->
              new Failure.Service(
                  "github: " + (data.isNothing() ? "" : "only a part was answered: ") + said,
                  Retry.MAY_HELP);
        };
    boolean passing =
        failure instanceof Failure.Service(String _, Retry retry) && retry == Retry.MAY_HELP;
    return passing
        ? new TooMuchException(failure, !type.equals("RESOURCE_LIMITS_EXCEEDED"))
        : new FailureException(failure);
  }

  private static byte[] body(
      String query, Map<String, Object> variables, int first, Optional<String> after) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("query", query);
      json.writeObjectPropertyStart("variables");
      new TreeMap<>(variables)
          .forEach((name, value) -> {
            if (value instanceof Long whole) {
              json.writeNumberProperty(name, whole);
            } else {
              json.writeStringProperty(name, value.toString());
            }
          });
      if (first > 0) {
        json.writeNumberProperty("first", first);
        after.ifPresent(cursor -> json.writeStringProperty("after", cursor));
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
