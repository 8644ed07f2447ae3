import Foundation
import Testing

extension OwnerPath {
  /// What becomes of VMs behind coloc's back, on a real libvirt: told by one code, mended by the cure that is printed.
  @Suite
  struct DoctorVMTests {
    private static let namespace = "https://coloc.example/xmlns/libvirt/domain/1"

    @Test("an adopted VM: the copy of its definition gone or damaged, its mark gone; recover brings each back")
    func adopted() async throws {
      try await DoctorTrial.with { trial in
        let old = try await OldDomain(trial.rack, image: "no-os")
        do { try await suffer(old, trial) } catch { Issue.record(error) }
        try await old.remove()
      }
    }

    private func suffer(_ old: OldDomain, _ trial: DoctorTrial) async throws {
      try await trial.rack.coloc("vm adopt \(old.name) --tenant asso")
      try await trial.expect([])
      let copy = "$H/definitions/\(try await old.uuid).json"
      let broken = [
        Ailment("definition-missing", "cp \(copy) $B/; rm \(copy)"),
        Ailment("definition-missing", "rm -r $H/definitions"),
        Ailment("definition-unreadable", "truncate -s 100 \(copy)"),
      ]
      let words = ["\(old.name) had no copy of its definition"]
      for ailment in broken {
        try await trial.suffer(ailment, curedBy: "coloc recover")
        try await trial.shell("test $(stat -c %a \(copy)) = 600; grep -q $(virsh -q domuuid \(old.name)) \(copy)")
      }
      try await trial.shell("rm \(copy)")
      try await trial.rack.coloc("recover --dry-run", saying: [old.name, "would be copied from libvirt"])
      try await trial.rack.coloc("recover", saying: words)

      let unmark = "virsh -q metadata \(old.name) --uri \(Self.namespace) --remove"
      try await trial.suffer(Ailment("vm-unmarked", "\(unmark) --live --config"), curedBy: "coloc recover")
      // As a `virsh edit` leaves it: what runs has the mark until it stops.
      try await trial.suffer(Ailment("vm-unmarked", "\(unmark) --config"), curedBy: "virsh metadata", "--live --config")
      try await trial.suffer(Ailment("vm-unmarked", "\(unmark) --live"), curedBy: "coloc recover")

      // Lost with its copy, as a power cut and a bad disk together leave it.
      try await trial.shell("virsh -q destroy \(old.name); virsh -q undefine \(old.name); mv \(copy) $B/")
      try await trial.suffer(Ailment("vm-missing", "true"), curedBy: "cp -a BACKUP/", "&& coloc recover")
      try await trial.rack.coloc("vm delete \(old.name) --yes")
      try await trial.shell("truncate -s 100 \(copy)")
      // In the trash its tombstone has the definition.
      try await trial.suffer(Ailment("definition-unreadable", "true"), curedBy: "rm ")
      try await trial.rack.coloc("vm restore-deleted \(old.name)")
      try await trial.rack.coloc("vm delete \(old.name) --now --confirm \(old.name)")
    }

    @Test("a domain that no record knows is taken in, for the tenant in its mark; a purged one that is back goes")
    func orphans() async throws {
      try await DoctorTrial.with { trial in
        let make = """
          virsh -q dumpxml --inactive $U | sed -e 's|<name>.*</name>|<name>stray</name>|' -e '/<uuid>/d' \
          -e '/<nvram/d' -e '/<mac /d' -e '/<filterref/,/<.filterref>/d' >$B/d.xml; virsh -q define $B/d.xml
          """
        try await trial.suffer(Ailment("domain-orphan", make), curedBy: "coloc vm adopt stray --tenant asso")
        try await trial.rack.coloc("vm show stray", saying: ["asso"])
        try await trial.rack.coloc("vm delete stray --now --confirm stray")
        try await trial.expect([])

        try await trial.shell("virsh -q dumpxml --inactive $U >$B/web.xml")
        try await trial.rack.coloc("vm delete web --now --confirm web")
        let back = Ailment("domain-orphan", "virsh -q define $B/web.xml")
        try await trial.suffer(back, curedBy: "virsh undefine")
      }
    }

    @Test("a deleted VM that a power cut brought back, off and running: gone again, its disk in the trash")
    func resurrected() async throws {
      try await DoctorTrial.with(running: true) { trial in
        try await trial.shell("virsh -q dumpxml --inactive $U >$B/web.xml")
        try await trial.rack.coloc("vm stop web --yes")
        try await trial.rack.coloc("vm delete web --yes")
        let define = "virsh -q define $B/web.xml; virsh -q autostart $U"
        try await trial.suffer(Ailment("vm-resurrected", define), curedBy: "coloc recover")
        try await trial.shell("! virsh list --all --uuid | grep -q $U")
        try await trial.suffer(Ailment("vm-resurrected", "\(define); virsh -q start $U"), curedBy: "virsh shutdown ")
        try await trial.shell("! virsh list --all --uuid | grep -q $U; qemu-img check -q $P/$D")
        try await trial.rack.coloc("vm restore-deleted web")
        try await trial.rack.coloc("vm start web", saying: ["web started"])
        try await trial.rack.coloc("vm wait web --for ssh --timeout 120")
      }
    }

    @Test("a suspension: a VM that somebody started goes down again, a resume that was killed is ended")
    func suspended() async throws {
      try await DoctorTrial.with(running: true) { trial in
        try await trial.rack.coloc("tenant suspend asso --reason moving")
        try await trial.expect([])
        try await trial.suffer(
          Ailment("vm-suspended", "virsh -q start $U"),
          curedBy: "coloc tenant suspend asso --reason moving"
        )
        try await trial.suffer(Ailment("vm-suspended", "virsh -q autostart $U"), curedBy: "coloc recover")
        try await killResume(trial)
        try await trial.suffer(Ailment("resume-unfinished", "true"), curedBy: "coloc tenant resume asso")
        try await trial.shell("virsh list --uuid | grep -q $U")
        #expect(try await trial.rack.item("tenant show asso --json")["suspended"] is NSNull)
      }
    }

    /// Resumes once to count its writes, then kills another resume right behind the first of the manifest: no VM was let
    /// up yet.
    private func killResume(_ trial: DoctorTrial) async throws {
      let rack = trial.rack
      let log = rack.home + "-writes"
      var env = ["COLOC_HOME": rack.home, "WRITE_FAULT_LOG": log]
      env["LD_PRELOAD"] = try await Faults.WriteFaultTests.library(rack)
      let words = [Lab.coloc, "tenant", "resume", "asso"]
      let resumed = try await Lab.run(words, env: env)
      #expect(resumed.status == 0, "\(resumed)")
      try await rack.coloc("tenant suspend asso --reason moving")
      let writes = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
      let begun = try #require(writes.first { $0.contains(" rename") && $0.hasSuffix(" asso.json") })
      env["WRITE_FAULT_AT"] = String(begun.prefix { $0 != " " })
      env["WRITE_FAULT"] = "after"
      let killed = try await Lab.run(words, env: env)
      #expect(killed.status == 137, "\(killed)")
      try await trial.shell("! virsh list --uuid | grep -q $U; virsh dominfo $U | grep -q 'Autostart: *disable'")
    }

    @Test("a VM that starts by UEFI is healthy when it is new and when it ran; what a virsh edit changes is told")
    func uefi() async throws {
      try await DoctorTrial.with(image: "no-os-uefi") { trial in
        try await trial.rack.coloc("vm start web")
        try await trial.expect([])
        try await trial.rack.coloc("vm kill web --confirm web")
        try await trial.expect([])
        let edits = [
          #"s/current='[0-9]*'>/current='3'>/"#, #"s/_VARS.fd<.nvram>/_OTHER.fd<\/nvram>/"#,
          #"s/ firmware='efi'//; /<firmware>/,/<.firmware>/d; /<loader/d; /<nvram/d"#,
        ]
        for (edit, field) in zip(edits, ["vcpus", "UEFI variables", "firmware"]) {
          let commands = "virsh -q dumpxml --inactive $U | sed \"\(edit)\" >$B/d.xml; virsh -q define $B/d.xml"
          try await trial.shell(commands)
          let findings = try await trial.expect(["vm-changed"], edit)
          let message = findings.first?["message"] as? String ?? ""
          #expect(message.contains(": \(field) ") || message.contains("; \(field) "), "\(message)")
          try await trial.suffer(Ailment("vm-changed", "true"), curedBy: "--keep-nvram")
        }
        try await trial.rack.coloc("vm start web")
        try await trial.expect([])
      }
    }
  }
}
