// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.ec2.Volume.Attachment;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class VolumeMetricsTest {
  private static final long GIB = 1_073_741_824L;

  /// Spec 6.10: attachments are empty also while a volume is being attached; its state is not.
  @Test
  void aVolumeIsUnattachedByItsState() {
    assertThat(Attachment.of("available")).isEqualTo(Attachment.UNATTACHED);
    assertThat(Attachment.of("in-use")).isEqualTo(Attachment.ATTACHED);
    assertThat(Attachment.of("creating")).isEqualTo(Attachment.OTHER);
    assertThat(Attachment.of("deleting")).isEqualTo(Attachment.OTHER);
    assertThat(Attachment.of("error")).isEqualTo(Attachment.OTHER);
  }

  @Test
  void volumesAndTheirSizeAddUpByStateAndType() {
    Given some =
        Given.volumes(
            Map.of(),
            new Volume("1", Attachment.ATTACHED, "gp3", 100),
            new Volume("2", Attachment.ATTACHED, "gp3", 50),
            new Volume("3", Attachment.UNATTACHED, "io2", 7));
    assertThat(some.told("ec2.ebs.volumes"))
        .containsExactly(
            "status:attached,volume_type:gp3=2.0",
            "status:unattached,volume_type:io2=1.0",
            "status:other=0.0");
    assertThat(some.told("ec2.ebs.volumes.size_gb"))
        .containsExactly(
            "status:attached,volume_type:gp3=150.0",
            "status:unattached,volume_type:io2=7.0",
            "status:other=0.0");
    assertThat(some.told("ec2.ebs.unattached_volumes")).containsExactly("1.0");
  }

  /// Spec 6.11: the size of a snapshot is its volume's, and says so.
  @Test
  void sizesOfSnapshotsAreNotWhatTheyStore() {
    VolumeCopy one = new VolumeCopy("1", 100, OptionalLong.of(3 * GIB));
    VolumeCopy other = new VolumeCopy("3", 8, OptionalLong.of(GIB / 2));
    Given some = Given.copies(one, other);
    assertThat(some.told("ec2.ebs.snapshots")).containsExactly("2.0");
    assertThat(some.told("ec2.ebs.snapshots.size_gb")).containsExactly("108.0");
    assertThat(some.told("ec2.ebs.snapshots.full_size_gb")).containsExactly("3.5");
    Given untold = Given.copies(one, new VolumeCopy("2", 50, OptionalLong.empty()), other);
    assertThat(untold.told("ec2.ebs.snapshots.size_gb")).containsExactly("158.0");
    assertThat(untold.told("ec2.ebs.snapshots.full_size_gb"))
        .containsExactly("unsupported: AWS does not say the full size of 1 of 3 snapshots");
    assertThat(Given.copies().told("ec2.ebs.snapshots.full_size_gb")).containsExactly("0.0");
  }
}
