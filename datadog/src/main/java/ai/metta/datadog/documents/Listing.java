// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog.documents;

import ai.metta.access.http.Request;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Null;
import ai.metta.dashboards.change.Kind;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The whole of a list that comes in pages. What is listed may change meanwhile: each page begins
/// with the last of the page before, and where it does not, something was left out and all is read
/// again.
final class Listing {
  private static final int PAGE = 100;
  private static final int TRIES = 3;

  private final Api api;
  private final Map<String, Members> byId = new LinkedHashMap<>();

  private Listing(Api api) {
    this.api = api;
  }

  static List<Members> of(Api api) {
    for (int tried = 0; tried < TRIES; tried++) {
      Listing listing = new Listing(api);
      boolean whole = api.kind() == Kind.DASHBOARD ? listing.byPlace() : listing.byNumber();
      if (whole) {
        return List.copyOf(listing.byId.values());
      }
    }
    throw new FailureException(
        new Failure.Service(
            "the list of " + api.kind().word() + "s changes while it is read; try again",
            Retry.MAY_HELP));
  }

  /// Dashboards are counted off. A page that ends early is no end; one without anything new is.
  private boolean byPlace() {
    int seen = 0;
    Optional<String> last = Optional.empty();
    while (true) {
      int start = Math.max(0, seen - 1);
      JsonTree answer = api.read(Request.get(api.at("count=" + PAGE + "&start=" + start)));
      List<Members> page = objects(answer.at("dashboards"));
      Optional<String> first = page.stream().findFirst().map(Api::id);
      if (last.isPresent() && !first.equals(last)) {
        return false;
      }
      if (page.size() <= (last.isPresent() ? 1 : 0)) {
        return true;
      }
      page.forEach(one -> byId.put(Api.id(one), one));
      last = Optional.of(Api.id(page.getLast()));
      seen = start + page.size();
    }
  }

  /// Monitors are asked for from an id on, in their order, until there is none.
  private boolean byNumber() {
    String last = "0";
    while (true) {
      JsonTree answer = api.read(Request.get(api.at("page_size=" + PAGE + "&id_offset=" + last)));
      List<Members> page = objects(Optional.of(answer));
      int before = byId.size();
      page.forEach(one -> byId.put(Api.id(one), one));
      if (byId.size() == before) {
        return true;
      }
      last = Api.id(page.getLast());
    }
  }

  private List<Members> objects(Optional<JsonTree> list) {
    if (!(list.orElse(Null.NULL) instanceof Items(List<JsonTree> all))) {
      throw Api.malformed("Datadog's answer is no list of " + api.kind().word() + "s");
    }
    List<Members> objects = new ArrayList<>();
    for (JsonTree one : all) {
      if (!(one instanceof Members object)) {
        throw Api.malformed(
            "Datadog's list of " + api.kind().word() + "s has something else in it");
      }
      objects.add(object);
    }
    return objects;
  }
}
