// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Members of an object, and what each must be. What they refuse is answered with status 400 and
/// its place.
record Members(List<Member> all) {
  static final Members NONE = new Members(List.of());

  record Member(String key, Shape shape) {}

  Members and(Members more) {
    return new Members(Stream.concat(all.stream(), more.all.stream()).toList());
  }

  /// Those that are there are as they must be.
  ///
  /// @throws Refusal otherwise
  void check(Fields fields) {
    all.forEach(member -> member.shape().check(fields, member.key()));
  }

  /// All are there, and as they must be.
  ///
  /// @throws Refusal otherwise
  void require(Fields fields) {
    check(fields);
    for (Member member : all) {
      fields.required(member.key(), Optional.ofNullable(fields.raw(member.key())));
    }
  }
}
