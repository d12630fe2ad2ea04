// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/// What the server calls the cluster that it launches for a task of a managed job.
///
/// As SkyPilot's `generate_managed_job_cluster_name` does, the same from 0.9 to 0.13: the task's
/// name in lower case with dashes for `.` and `_`, and behind it the job's id. Of a name of more
/// than 25 characters the first 22 stand, and two that tell it from others which begin alike: the
/// first of the MD5 of the whole name, to the base of 36.
final class JobCluster {
  private static final int LONGEST = 25;
  private static final int MARK = 2;

  private JobCluster() {}

  static String name(String task, long jobId) {
    return shortened(task) + "-" + jobId;
  }

  private static String shortened(String task) {
    String name = task.replaceAll("[._]", "-").toLowerCase(Locale.ROOT);
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST - MARK - 1).replaceAll("-+$", "") + "-" + mark(task);
  }

  private static String mark(String task) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(task.getBytes(UTF_8));
      return new BigInteger(1, digest).toString(36).substring(0, MARK);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has MD5", missing);
    }
  }
}
