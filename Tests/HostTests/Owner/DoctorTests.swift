import Foundation
import Testing

extension OwnerPath {
  /// The real thing broken, told by its code and by no other, and mended by the cure that is printed.
  @Suite
  struct DoctorTests {
    @Test("each thing that is broken is told by its code alone, and its cure mends it")
    func ailments() async throws {
      try await DoctorTrial.with { trial in
        for ailment in Ailment.all { try await trial.suffer(ailment) }
      }
    }

    @Test("what runs: filters, isolation, a network that went, a domain that is not defined")
    func running() async throws {
      try await DoctorTrial.with(running: true) { trial in
        try await trial.shell("virsh -q managedsave $U")
        try await trial.rack.coloc("vm list --json", saying: ["\"saved\""])
        try await trial.expect([])
        try await trial.rack.coloc("vm start web")
        for ailment in Ailment.running { try await trial.suffer(ailment) }
      }
    }

    @Test("with the daemon away only that is told, files are looked at, and it comes back healthy")
    func daemon() async throws {
      try await DoctorTrial.with { trial in
        try await Lab.libvirtd("kill")
        try await trial.expect(["host-unreachable"])
        let points = try trial.points
        try await trial.shell("chmod 0777 \(points)")
        try await trial.expect(["host-unreachable", "path-loose"])
        try await trial.shell("chmod 0711 \(points)")
        try await Lab.libvirtd("start")
        try await trial.expect([])
      }
    }

    @Test("a configuration with a fault is told, and state is looked at all the same")
    func configuration() async throws {
      try await DoctorTrial.with { trial in
        let path = trial.rack.home + "/coloc.yaml"
        let sound = try String(contentsOfFile: path, encoding: .utf8)
        try await trial.shell("echo 'nonsense: 1' >>\(path); chmod 0644 \(trial.rack.home)/tenants/asso.json")
        try await trial.expect(["config-unreadable", "state-loose"])
        try await trial.shell("chmod 0600 \(trial.rack.home)/tenants/asso.json")
        try await trial.shell("sed -i '/^nonsense/d' \(path)")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == sound)
        try await trial.expect([])
      }
    }

    @Test("a rack with IPv6 is healthy: libvirt's words for what coloc defined are no drift")
    func ipv6() async throws {
      try await TrialRack.with("--trial --ipv6 fd00:77::/64") { rack in
        try await rack.coloc("image import \(Lab.image("no-os")) --os debian --release 12")
        try await rack.tenant("asso")
        try await rack.create("web", for: "asso", "--no-wait")
        let trial = try await DoctorTrial(rack)
        try await trial.expect([])
        try await trial.shell("virsh -q dumpxml $U | grep -q fd00:77")
      }
    }

    @Test("exit codes, streams and JSON are as documented")
    func output() async throws {
      try await DoctorTrial.with { trial in
        let well = try await trial.rack.coloc("doctor")
        #expect(well.stdout.isEmpty && well.stderr.hasPrefix("all is well"), "\(well)")
        let quiet = try await trial.rack.coloc("doctor --quiet")
        #expect(quiet.stdout.isEmpty && quiet.stderr.isEmpty, "\(quiet)")
        try await trial.rack.coloc("doctor --probe")
        try await trial.shell("virsh -q pool-autostart $O --disable")
        for options in ["", " --quiet"] {
          let ill = try await trial.rack.coloc("doctor" + options, ends: 2)
          let lines = ill.stdout.split(separator: "\n")
          #expect(lines.first?.hasPrefix("pool-autostart  \(try trial.rack.object): ") == true, "\(ill)")
          #expect(lines.last == "    coloc init" && lines.allSatisfy { $0.count <= 80 }, "\(ill)")
          #expect(ill.stderr.hasPrefix("coloc: 1 warning, "), "\(ill)")
        }
        let items = try await trial.items(ends: 2)
        for item in items {
          #expect(Set(item.keys) == ["code", "severity", "object", "message", "cure"])
          #expect((item["severity"] as? String == "ok") == (item["cure"] is NSNull))
        }
        #expect(items.first?["code"] as? String == "pool-autostart")
        try await trial.rack.coloc("init")
      }
    }
  }
}

/// One thing that is wrong with a rack, and the shell commands that make it so.
///
/// In the environment: O the rack's libvirt objects, P its pool's directory, U the VM's UUID, D and S its volumes, I the
/// image's, M and A its addresses, V its port, H the state, B a directory for backups.
struct Ailment: Sendable {
  let code: String
  let commands: String

  init(_ code: String, _ commands: String) {
    self.code = code
    self.commands = commands
  }

  /// With the VM off.
  static let all = [
    Ailment("pool-stopped", "virsh -q pool-destroy $O"),
    Ailment("pool-autostart", "virsh -q pool-autostart $O --disable"),
    Ailment("pool-missing", "virsh -q pool-destroy $O; virsh -q pool-undefine $O"),
    Ailment("network-stopped", "virsh -q net-destroy $O"),
    Ailment("network-autostart", "virsh -q net-autostart $O --disable"),
    Ailment("network-missing", "virsh -q net-destroy $O; virsh -q net-undefine $O"),
    Ailment(
      "network-range",
      """
      virsh -q net-dumpxml --inactive $O | sed -e '/<dhcp>/,/<.dhcp>/d' -e "s/address='10[.][0-9]*[.]/address='10.99./" \
      >$B/net.xml; virsh -q net-define $B/net.xml
      """
    ),
    Ailment(
      "reservation-missing",
      "virsh -q net-update $O delete ip-dhcp-host \"<host mac='$M' ip='$A'/>\" --live --config"
    ),
    Ailment(
      "reservation-foreign",
      "virsh -q net-update $O add ip-dhcp-host \"<host mac='52:54:00:ff:ff:01' ip='${A%.*}.99'/>\" --live --config"
    ),
    Ailment("filter-missing", "virsh -q nwfilter-undefine $O-guest6"),
    Ailment(
      "filter-changed",
      "virsh -q nwfilter-dumpxml $O-guest | sed \"/priority='20'/,/<.rule>/d\" >$B/f.xml; virsh -q nwfilter-define $B/f.xml"
    ),
    Ailment("vm-missing", "virsh -q undefine $U"),
    Ailment(
      "vm-changed",
      #"virsh -q dumpxml --inactive $U | sed "s/current='[0-9]*'>/current='3'>/" >$B/d.xml; virsh -q define $B/d.xml"#
    ),
    Ailment(
      "vm-changed",
      "virsh -q dumpxml --inactive $U | sed '/<port isolated/d' >$B/d.xml; virsh -q define $B/d.xml"
    ),
    Ailment("vm-autostart", "virsh -q autostart --disable $U"),
    Ailment(
      "vm-unmarked",
      "virsh -q metadata $U --config --uri https://coloc.example/xmlns/libvirt/domain/1 --remove"
    ),
    Ailment(
      "snapshot-foreign",
      "virsh -q snapshot-create-as $U before --diskspec vda,snapshot=internal --diskspec vdb,snapshot=no"
    ),
    Ailment("disk-missing", "mv $P/$S $B/"),
    Ailment("backing-changed", "cp $P/$I $P/../other.qcow2; qemu-img rebase -q -u -F qcow2 -b $P/../other.qcow2 $P/$D"),
    Ailment("volume-readable", "chmod 0644 $P/$D"),
    Ailment("volume-orphan", "virsh -q vol-create-as $O stray.raw 1M"),
    Ailment("image-missing", "mv $P/$I $B/"),
    Ailment("image-changed", "chmod 0640 $P/$I"),
    Ailment("path-missing", "rmdir $X"),
    Ailment("path-closed", "chmod 0700 /var/lib/libvirt/images"),
    Ailment("path-loose", "chmod 0733 /var/lib/libvirt/images"),
    Ailment("state-loose", "chmod 0644 $H/tenants/asso.json"),
    Ailment("state-loose", "chmod 0755 $H/tombstones"),
    Ailment("audit-torn", "printf '{\"when\":\"2026' >>$H/audit.jsonl"),
    Ailment("temporary-stale", "echo half >$H/tenants/.asso.json.tmp-0123abcd"),
    Ailment("group-libvirt", "getent group libvirt >/dev/null || groupadd libvirt; gpasswd -a nobody libvirt"),
  ]

  /// With the VM running.
  static let running = [
    Ailment("port-open", "bridge link set dev $V isolated off"),
    Ailment("port-unplugged", "ip link set dev $V nomaster"),
    Ailment("filter-unbound", "virsh -q nwfilter-binding-delete $V"),
    Ailment("network-stopped", "virsh -q net-destroy $O"),
    Ailment(
      "vm-unmarked",
      "virsh -q metadata $U --live --config --uri https://coloc.example/xmlns/libvirt/domain/1 --remove"
    ),
    Ailment("vm-transient", "virsh -q undefine $U"),
  ]
}
