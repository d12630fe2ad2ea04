// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.bucket;

import ai.metta.access.http.Http;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.Map;
import java.util.ServiceLoader;

/// Who can reach buckets, found by `ServiceLoader`: its library is large, and some installations
/// leave it out.
public interface Buckets {
  /// Opens a bucket. Whether it is there is found when it is read.
  ///
  /// @param http what it is asked with, so that the run's deadline holds
  /// @param environment says where buckets are, and as whom they are asked
  /// @throws FailureException where the environment does not say enough
  Bucket open(String name, Http http, Map<String, String> environment);

  /// Who can reach them in this installation.
  ///
  /// @throws FailureException of configuration where nobody can
  static Buckets find() {
    return ServiceLoader.load(Buckets.class)
        .findFirst()
        .orElseThrow(() ->
            new FailureException(
                new Failure.Configuration(
                    "this build has no access-aws, which reads s3:// addresses: take one that has,"
                        + " or name a folder or an http address")));
  }
}
