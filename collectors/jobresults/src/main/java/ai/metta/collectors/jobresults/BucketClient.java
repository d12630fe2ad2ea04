// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.access.bucket.Bucket;
import ai.metta.access.bucket.Bucket.Item;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Reads documents that lie in a bucket, below a prefix.
///
/// @param name of the bucket
record BucketClient(Bucket bucket, String name) {
  private static final String ENDING = ".json";
  private static final int MOST_ITEMS = 50_000;

  /// Those that were written since.
  List<Item> items(String prefix, Instant since) {
    List<Item> items =
        bucket.list(prefix).stream()
            .filter(item -> item.key().endsWith(ENDING))
            .filter(item -> !item.modified().isBefore(since))
            .toList();
    if (items.size() > MOST_ITEMS) {
      throw new FailureException(
          new Failure.Configuration(
              "s3://%s/%s: more than %d documents in the time that counts; name a longer prefix"
                  .formatted(name, prefix, MOST_ITEMS)));
    }
    if (Set.copyOf(items.stream().map(Item::key).toList()).size() < items.size()) {
      throw new FailureException(
          new Failure.Malformed("s3://%s/%s: the list names a key twice".formatted(name, prefix)));
    }
    return items;
  }

  Document read(Item item) {
    String what = "s3://" + name + "/" + item.key();
    if (item.bytes() > DocumentReader.MOST_BYTES) {
      throw DocumentReader.tooLarge(what);
    }
    return DocumentReader.one(what, bucket.read(item.key(), DocumentReader.MOST_BYTES));
  }
}
