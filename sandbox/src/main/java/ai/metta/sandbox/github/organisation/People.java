// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.github.organisation.Account.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Who works here.
final class People {
  private static final List<String> LOGINS =
      List.of(
          "mira-holt",
          "jonas-pell",
          "ada-quist",
          "tomo-reyes",
          "lin-sato",
          "noor-vance",
          "eli-wren",
          "kaya-birk",
          "otto-crane",
          "pia-dorn",
          "remy-eck",
          "suri-fahl",
          "uma-gant",
          "viktor-hale");
  private static final List<Account> USERS =
      IntStream.range(0, LOGINS.size())
          .mapToObj(index -> new Account(1001 + index, LOGINS.get(index), Kind.USER))
          .toList();
  static final Account UPDATER = new Account(2001, "dependency-updater", Kind.BOT);
  static final Account SYNCER = new Account(2002, "nightly-sync", Kind.BOT);
  static final Account REVIEWER = new Account(2003, "review-robot", Kind.BOT);

  private People() {}

  static Account draw(Dice dice) {
    // Some do much more than others.
    long most = Math.min(dice.below(USERS.size()), dice.below(USERS.size()));
    return USERS.get((int) most);
  }

  static Account drawOtherThan(Optional<Account> author, Dice dice) {
    Account drawn = draw(dice);
    return Optional.of(drawn).equals(author)
        ? USERS.get((USERS.indexOf(drawn) + 1) % USERS.size())
        : drawn;
  }

  /// How an author signs; one whose account was deleted signs with a mail that belongs to none.
  static Signature signature(Optional<Account> author, Dice dice) {
    return author
        .map(account -> account.isBot() ? bot(account) : user(account, dice))
        .orElseGet(() ->
            new Signature(
                "Former Colleague",
                "Former.Colleague@mail.example",
                Optional.empty(),
                Optional.of("former.colleague@mail.example")));
  }

  private static Signature bot(Account account) {
    return new Signature(
        account.login() + "[bot]",
        account.id() + "+" + account.login() + "[bot]@users.noreply.github.com",
        Optional.empty(),
        Optional.empty());
  }

  private static Signature user(Account account, Dice dice) {
    String login = account.login();
    return switch ((int) dice.below(20)) {
      // Nobody told GitHub of this machine's mail.
      case 0 ->
          new Signature(
              login,
              login.toUpperCase(Locale.ROOT) + "@Laptop.example",
              Optional.empty(),
              Optional.of(login + "@laptop.example"));
      case 1, 2 ->
          new Signature(
              login,
              account.id() + "+" + login + "@users.noreply.github.com",
              Optional.empty(),
              Optional.of(login));
      default ->
          new Signature(login, login + "@mail.example", Optional.of(account), Optional.of(login));
    };
  }
}
