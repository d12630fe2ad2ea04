// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Someone, or a service account, who submits jobs. The people are invented.
///
/// @param name the user's name; empty when the server has lost the user's row
/// @param hash the user's id: eight hex digits, or `sa-…` for a service account
public record Person(Optional<String> name, String hash) {
  /// A service account, which runs the evaluations.
  public static final Person NIGHTLY = new Person(Optional.of("nightly-evals"), "sa-7e41c0");

  /// Someone whose user row is gone.
  public static final Person GONE = new Person(Optional.empty(), "0ddba11e");

  /// The API server itself, under whose name anonymous requests run. It submits nothing.
  public static final Person SERVER = named("skypilot");

  /// Those with a user row.
  public static final List<Person> STAFF =
      List.of(
          named("marit.solheim@lab.example"),
          named("tomasz"),
          named("ines.duarte@lab.example"),
          named("kofi"),
          named("yuki.tanabe@lab.example"),
          named("lena"),
          named("omar.haddad@lab.example"),
          named("priya"),
          named("wren.castell@lab.example"));

  /// A person whose hash is made of the name, as SkyPilot makes it.
  public static Person named(String name) {
    return new Person(Optional.of(name), hash(name));
  }

  private static String hash(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
