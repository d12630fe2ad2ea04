// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collectors.github.Limits.Resource;

/// What reading something takes of each pool that GitHub counts apart.
///
/// @param requests of REST, 0 or more
/// @param points of GraphQL, 0 or more
record Cost(long requests, long points) {
  static final Cost NONE = new Cost(0, 0);

  static Cost requests(long requests) {
    return new Cost(requests, 0);
  }

  static Cost points(long points) {
    return new Cost(0, points);
  }

  /// So much of one pool.
  static Cost of(Resource resource, long amount) {
    return switch (resource) {
      case CORE -> requests(amount);
      case GRAPHQL -> points(amount);
    };
  }

  /// As much, but no more of a pool than this.
  Cost atMost(Cost most) {
    return new Cost(Math.min(requests, most.requests), Math.min(points, most.points));
  }

  /// As much, and no less of a pool than this.
  Cost atLeast(Cost least) {
    return new Cost(Math.max(requests, least.requests), Math.max(points, least.points));
  }

  Cost twice() {
    return times(2);
  }

  Cost times(long factor) {
    return new Cost(requests * factor, points * factor);
  }

  long of(Resource resource) {
    return switch (resource) {
      case CORE -> requests;
      case GRAPHQL -> points;
    };
  }

  Cost plus(Cost other) {
    return new Cost(requests + other.requests, points + other.points);
  }

  Cost minus(Cost other) {
    return new Cost(requests - other.requests, points - other.points);
  }

  boolean isWithin(Cost most) {
    return requests <= most.requests && points <= most.points;
  }
}
