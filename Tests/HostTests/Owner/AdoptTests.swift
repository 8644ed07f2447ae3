import Foundation
import Testing

extension OwnerPath {
  /// Taking over what was there before coloc.
  @Suite
  struct AdoptTests {
    @Test("made by plain virt-install, taken in while it runs; its whole life, its disk still there at the end")
    func life() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        // The owner's own reservation, as he would have made it years ago.
        let host = "<host mac='\(OldDomain.mac)' ip='\(try rack.range).200'/>"
        let update = ["virsh", "-q", "net-update", try rack.object, "add", "ip-dhcp-host", host, "--live", "--config"]
        let reserved = try await Lab.run(update)
        #expect(reserved.status == 0, "\(reserved)")
        let old = try await OldDomain(rack)
        do { try await live(rack, old) } catch { Issue.record(error) }
        try await old.remove()
      }
    }

    private func live(_ rack: TrialRack, _ old: OldDomain) async throws {
      let uptime = try await old.boot()
      let (process, uuid, definition) = try await (old.process, old.uuid, old.definition)
      let autostart = try await rack.virsh("dominfo \(old.name)").contains("Autostart:      disable")
      #expect(autostart)

      let command = "vm adopt \(old.name) --tenant asso"
      let plan = try await rack.item("\(command) --dry-run --json")
      #expect(
        plan["uuid"] as? String == uuid && plan["os"] as? String == "debian" && plan["release"] as? String == "11"
      )
      let codes = (plan["differences"] as? [[String: Any]])?.compactMap { $0["code"] as? String } ?? []
      let wanted = ["disk-place", "cpu-mode", "autostart", "filter", "port-isolation", "address-unknown"]
      let message = (plan["differences"] as? [[String: Any]])?.last?["message"] as? String
      #expect(message?.contains("the guest agent says \(try rack.range).200") == true, "\(message ?? "")")
      #expect(Set(codes) == Set(wanted), "\(codes)")
      #expect(try await rack.virsh("dumpxml \(old.name)").contains("coloc.example") == false)
      try await rack.coloc("vm show \(old.name)", ends: 66)

      let words = ["adopted", "disk-place: disk vda is at \(old.disk)", "virsh autostart \(old.name)", "is asso's"]
      try await rack.coloc("\(command) --address \(rack.range).200 --login ana", saying: words)
      #expect(try await old.process == process)
      #expect(try await old.uuid == uuid)
      #expect(try await old.definition == definition)
      #expect(try #require(await old.uptime()) > uptime)
      #expect(try await rack.virsh("dominfo \(old.name)").contains("Autostart:      disable"))
      for flag in ["", "--inactive "] {
        let xml = try await rack.virsh("dumpxml \(flag)\(old.name)").replacing("\"", with: "'")
        #expect(xml.contains("rack='\(try rack.uuid)' tenant='asso'"), "\(xml)")
      }
      let copy = "\(rack.home)/definitions/\(uuid).json"
      #expect(try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int == 0o600)
      try await rack.coloc(command, ends: 73, saying: ["is this rack's already"])

      let vm = try await rack.item("vm show \(old.name) --json")
      #expect(vm["ipv4"] as? String == "\(try rack.range).200" && vm["disk"] as? Int == 256 << 20)
      #expect(vm["state"] as? String == "running" && vm["managed"] as? Bool == true)
      try await rack.coloc("vm list", saying: [old.name, "debian 11"])
      for goal in ["running", "agent", "ssh"] { try await rack.coloc("vm wait \(old.name) --for \(goal) --timeout 60") }
      try await rack.coloc("vm ssh \(old.name) -- true", ends: 255)
      try await rack.coloc("vm welcome \(old.name)", saying: ["ssh ana@\(rack.range).200"])
      try await power(rack, old)
      try await trash(rack, old, definition)
    }

    private func power(_ rack: TrialRack, _ old: OldDomain) async throws {
      let size = try FileManager.default.attributesOfItem(atPath: old.disk)[.size] as? Int
      try await rack.coloc("vm stop \(old.name)", saying: ["stopped after"])
      try await rack.coloc("vm start \(old.name)", saying: ["started"])
      try await rack.coloc("vm restart \(old.name)", saying: ["stopped after", "started"])
      try await rack.coloc("vm kill \(old.name) --confirm \(old.name)")
      #expect((size ?? 0) > 0)
    }

    private func trash(_ rack: TrialRack, _ old: OldDomain, _ definition: String) async throws {
      let stays = ["stay where they are, now and later: \(old.disk)"]
      try await rack.coloc("vm delete \(old.name) --dry-run", saying: stays + ["its definition  kept until"])
      try await rack.coloc("vm delete \(old.name) --yes", saying: stays + ["in the trash until"])
      #expect(try await rack.virsh("list --all --name").contains(old.name) == false)
      #expect(FileManager.default.fileExists(atPath: old.disk))
      try await rack.coloc("vm restore-deleted \(old.name)", saying: ["is back, shut off"])
      #expect(try await old.definition == definition)
      #expect(try await rack.virsh("dominfo \(old.name)").contains("Autostart:      disable"))

      // What a power cut takes: libvirt's own file. It comes back as it was, not in coloc's form.
      _ = try await rack.virsh("undefine \(old.name)")
      try await rack.coloc("recover", saying: ["\(old.name) was gone from libvirt: defined again"])
      #expect(try await old.definition == definition)
      try await rack.coloc("vm start \(old.name)", saying: ["started"])
      _ = try await old.boot()
      try await rack.coloc("vm kill \(old.name) --confirm \(old.name)")

      try await rack.coloc("vm delete \(old.name) --yes")
      try await rack.coloc("vm purge \(old.name) --dry-run", saying: stays)
      try await rack.coloc("vm purge \(old.name) --confirm \(old.name)", saying: ["left where they are: \(old.disk)"])
      #expect(FileManager.default.fileExists(atPath: old.disk))
      #expect(try FileManager.default.contentsOfDirectory(atPath: rack.home + "/definitions").isEmpty)
      let checked = try await Lab.run(["qemu-img", "check", "-q", "-f", "qcow2", old.disk])
      #expect(checked.status == 0, "\(checked)")
    }

    @Test("an old disk and a snapshot are told with the command that changes it, and no more once it was typed")
    func cures() async throws {
      try await TrialRack.with { rack in
        try await rack.coloc("tenant add me --self")
        let old = try await OldDomain(rack, image: "no-os")
        do { try await cure(rack, old) } catch { Issue.record(error) }
        try await old.remove()
      }
    }

    private func cure(_ rack: TrialRack, _ old: OldDomain) async throws {
      func codes() async throws -> [String: String] {
        let plan = try await rack.item("vm adopt \(old.name) --tenant me --dry-run --json")
        let differences = plan["differences"] as? [[String: Any]] ?? []
        let pairs = differences.map { ($0["code"] as? String ?? "", $0["cure"] as? String ?? "") }
        return Dictionary(pairs) { first, _ in first }
      }
      _ = try await rack.virsh("destroy \(old.name)")
      let made = try await Lab.run(["qemu-img", "amend", "-f", "qcow2", "-o", "compat=0.10", old.disk])
      #expect(made.status == 0, "\(made)")
      _ = try await rack.virsh("snapshot-create-as \(old.name) before")
      let before = try await codes()
      #expect(before["snapshots"]?.contains("virsh snapshot-delete \(old.name)") == true)
      let line = try #require(before["disk-compat"])
      #expect(line == "coloc vm stop \(old.name); qemu-img amend -f qcow2 -o compat=1.1 \(old.disk)")
      _ = try await rack.virsh("snapshot-delete \(old.name) before")
      _ = try await rack.virsh("autostart \(old.name)")
      let typed = line.split(separator: "; ").last.map { $0.split(separator: " ").map(String.init) } ?? []
      let amended = try await Lab.run(typed)
      #expect(amended.status == 0, "\(amended)")
      let after = try await codes()
      for code in ["disk-compat", "snapshots", "autostart"] { #expect(after[code] == nil, "\(code)") }
      #expect(Set(after.keys) == ["disk-place", "cpu-mode", "filter", "port-isolation", "address-unknown"])
    }

    @Test("the gate, foreign marks, transient ones, and a deinit that leaves the disk")
    func refusals() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("small", memory: "128M")
        try await rack.coloc("tenant add new")
        try await rack.coloc("tenant add me --self")
        let old = try await OldDomain(rack, image: "no-os")
        do { try await refuse(rack, old) } catch { Issue.record(error) }
        try await old.remove()
      }
    }

    private func refuse(_ rack: TrialRack, _ old: OldDomain) async throws {
      try await rack.coloc("vm adopt \(old.name) --tenant new", ends: 77, saying: ["no recorded conversation"])
      try await rack.coloc("vm adopt \(old.name) --tenant small", ends: 73, saying: ["256M memory of 128M"])
      try await rack.coloc("vm adopt nobody --tenant me", ends: 66, saying: ["vm list --unmanaged"])
      try await rack.coloc("vm adopt Old_Web --tenant me", ends: 64, saying: ["virsh domrename Old_Web NEW-NAME"])
      let taken = ["\(try rack.range).1 is taken"]
      try await rack.coloc("vm adopt \(old.name) --tenant me --address \(rack.range).1", ends: 73, saying: taken)
      try await TrialRack.with { other in
        try await other.coloc("tenant add me --self")
        try await other.coloc("vm adopt \(old.name) --tenant me")
        let theirs = ["carries the mark of rack \(try other.uuid)"]
        try await rack.coloc("vm adopt \(old.name) --tenant me", ends: 77, saying: theirs)
        // The other rack goes, and takes only its definition along.
        let gone = try await other.coloc("deinit --confirm \(other.uuid) --purge-vms")
        #expect(gone.stderr.contains("left where they are: \(old.disk)"), "\(gone)")
      }
      #expect(FileManager.default.fileExists(atPath: old.disk))
      let xml = """
        <domain type='qemu'><name>\(old.name)</name><memory unit='MiB'>16</memory><os><type>hvm</type></os></domain>
        """
      let path = try rack.file("transient.xml", xml)
      _ = try await rack.virsh("create \(path) --paused")
      try await rack.coloc("vm adopt \(old.name) --tenant me", ends: 73, saying: ["is transient", "virsh define"])
      _ = try await rack.virsh("destroy \(old.name)")
    }
  }
}
