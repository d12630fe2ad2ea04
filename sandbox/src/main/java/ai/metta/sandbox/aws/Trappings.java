// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import ai.metta.sandbox.aws.estate.Box;
import java.util.List;

/// What AWS tells of an instance beside what says something of it: most of an answer's bytes.
final class Trappings {
  private static final String ATTACHED = "2026-01-05T08:00:00.000Z";

  private Trappings() {}

  static String instance(Box box) {
    String number = box.id().substring(2);
    return Xml.text("privateDnsName", "ip-10-0-7-19.ec2.internal")
        + "<dnsName/><reason/>"
        + Xml.text("keyName", "sandbox")
        + Xml.text("amiLaunchIndex", 0)
        + "<productCodes/>"
        + Xml.in("monitoring", Xml.text("state", "disabled"))
        + Xml.text("subnetId", "subnet-" + number)
        + Xml.text("vpcId", "vpc-0123456789abcdef0")
        + Xml.text("privateIpAddress", "10.0.7.19")
        + Xml.text("sourceDestCheck", true)
        + groups()
        + Xml.text("architecture", "x86_64")
        + Xml.text("rootDeviceType", "ebs")
        + Xml.text("rootDeviceName", "/dev/sda1")
        + Xml.list("blockDeviceMapping", "item", List.of("/dev/sda1", "/dev/sdb"), Trappings::disk)
        + Xml.text("virtualizationType", "hvm")
        + Xml.text("clientToken", number + "-" + number)
        + Xml.text("hypervisor", "xen")
        + Xml.list("networkInterfaceSet", "item", List.of(number), Trappings::network)
        + Xml.in(
            "iamInstanceProfile",
            Xml.text("arn", "arn:aws:iam::123456789012:instance-profile/worker"),
            Xml.text("id", "AIPASANDBOXSANDBOXSAN"))
        + Xml.text("ebsOptimized", true)
        + Xml.text("enaSupport", true)
        + Xml.in(
            "capacityReservationSpecification", Xml.text("capacityReservationPreference", "open"))
        + Xml.in("hibernationOptions", Xml.text("configured", false))
        + Xml.in("enclaveOptions", Xml.text("enabled", false))
        + Xml.in(
            "metadataOptions",
            Xml.text("state", "applied"),
            Xml.text("httpTokens", "required"),
            Xml.text("httpPutResponseHopLimit", 2),
            Xml.text("httpEndpoint", "enabled"))
        + Xml.text("usageOperation", "RunInstances");
  }

  private static String groups() {
    return Xml.list(
        "groupSet",
        "item",
        List.of("sg-0aaaaaaaaaaaaaaaa", "sg-0bbbbbbbbbbbbbbbb"),
        group -> Xml.text("groupId", group) + Xml.text("groupName", "group of the sandbox"));
  }

  private static String disk(String device) {
    return Xml.text("deviceName", device)
        + Xml.in(
            "ebs",
            Xml.text("volumeId", "vol-0123456789abcdef0"),
            Xml.text("status", "attached"),
            Xml.text("attachTime", ATTACHED),
            Xml.text("deleteOnTermination", true));
  }

  private static String network(String number) {
    return Xml.text("networkInterfaceId", "eni-" + number)
        + Xml.text("subnetId", "subnet-" + number)
        + Xml.text("vpcId", "vpc-0123456789abcdef0")
        + "<description/>"
        + Xml.text("ownerId", "123456789012")
        + Xml.text("status", "in-use")
        + Xml.text("macAddress", "0a:00:00:00:00:01")
        + Xml.text("privateIpAddress", "10.0.7.19")
        + Xml.text("sourceDestCheck", true)
        + groups()
        + Xml.in(
            "attachment",
            Xml.text("attachmentId", "eni-attach-" + number),
            Xml.text("deviceIndex", 0),
            Xml.text("status", "attached"),
            Xml.text("attachTime", ATTACHED),
            Xml.text("deleteOnTermination", true))
        + Xml.list(
            "privateIpAddressesSet",
            "item",
            List.of("10.0.7.19"),
            address -> Xml.text("privateIpAddress", address) + Xml.text("primary", true))
        + Xml.text("interfaceType", "interface");
  }
}
