// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.Series;
import java.util.Optional;

/// Looks through a shelf without changing it. Names tell what is over; the others are read, as the
/// drain would, since only their bytes tell whether they are whole.
final class Survey {
  private final Shelf shelf;
  private final IntakeWindow window;
  private long points;
  private long expiredPoints;
  private long damagedFiles;

  Survey(Shelf shelf, IntakeWindow window) {
    this.shelf = shelf;
    this.window = window;
  }

  Waiting taken() {
    shelf.waiting().forEach(this::look);
    return new Waiting(points, expiredPoints, damagedFiles);
  }

  private void look(PayloadName name) {
    if (window.isOver(name.contents())) {
      count(name, name.contents().points());
      return;
    }
    Optional<Shelf.Claim> claimed = shelf.claim(name);
    if (claimed.isEmpty()) {
      count(name, 0);
      return;
    }
    try (Shelf.Claim claim = claimed.get()) {
      byte[] bytes = claim.read();
      if (name.isOf(bytes)) {
        count(name, window.takesAll(name.contents()) ? 0 : outside(name.contents().kind(), bytes));
      } else {
        damagedFiles++;
      }
    } catch (MalformedPayloadException e) {
      damagedFiles++;
    }
  }

  private void count(PayloadName name, long expired) {
    if (name.contents().kind().isOfSeries()) {
      points += name.contents().points() - expired;
      expiredPoints += expired;
    }
  }

  private long outside(Kind kind, byte[] bytes) throws MalformedPayloadException {
    if (kind == Kind.EVENT) {
      return 1;
    }
    long outside = 0;
    for (Series series : SeriesDecoder.decode(bytes)) {
      outside += series.points().stream().filter(point -> !window.takes(kind, point.at())).count();
    }
    return outside;
  }
}
