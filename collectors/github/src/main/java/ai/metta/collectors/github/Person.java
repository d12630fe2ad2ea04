// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who did something: the account's login, or the mail of a commit that no account claims.
///
/// @param key in lower case; the same for all of a person's commits that GitHub links to an account
record Person(String key, Kind kind) {
  private static final Pattern NOREPLY = Pattern.compile("(?:\\d+\\+)?(.+)@users\\.noreply\\..*");

  enum Kind {
    HUMAN,
    BOT
  }

  boolean isBot() {
    return kind == Kind.BOT;
  }

  /// An `Actor`; empty for an account that was deleted.
  static Optional<Person> actor(Json actor) {
    return actor
        .at("login")
        .text()
        .map(login -> of(login, actor.at("__typename").text().filter("Bot"::equals).isPresent()));
  }

  /// A `GitActor`: an account where the mail is linked to one, else the mail itself; empty where
  /// there is neither.
  static Optional<Person> author(Json author) {
    Optional<Person> account = author.at("user", "login").text().map(login -> of(login, false));
    boolean named = author.at("name").text().filter(name -> name.endsWith("[bot]")).isPresent();
    return account.or(() ->
        author
            .at("email")
            .text()
            .filter(mail -> !mail.isBlank())
            .map(mail -> of(key(mail.toLowerCase(Locale.ROOT)), named)));
  }

  private static String key(String mail) {
    Matcher noreply = NOREPLY.matcher(mail);
    return noreply.matches() ? noreply.group(1) : mail;
  }

  private static Person of(String name, boolean bot) {
    String key = name.toLowerCase(Locale.ROOT);
    return new Person(key, bot || key.endsWith("[bot]") ? Kind.BOT : Kind.HUMAN);
  }
}
