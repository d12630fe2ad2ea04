// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.util.Optional;

/// How somebody signs a commit.
///
/// @param account empty where no account claims the mail, as for deleted accounts and bots
/// @param developer by whom the commit counts as made: a login, or a mail that belongs to none;
///   empty for a bot
public record Signature(
    String name, String email, Optional<Account> account, Optional<String> developer) {}
