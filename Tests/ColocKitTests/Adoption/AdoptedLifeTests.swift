import Foundation
import Testing

@testable import ColocKit

@Suite("The life of an adopted VM: its definition stays libvirt's, its disks its owner's")
struct AdoptedLifeTests {
  private var name: VMName { get throws { try VMName(parsing: "old-web") } }

  @Test("There and back through the trash: the same definition, its own autostart, no disk asked for")
  func thereAndBack() async throws {
    for autostart in [true, false] {
      let test = try await TestRack.withAdopted {
        $0.state = .off
        $0.autostart = autostart
      }
      let before = try #require(await test.oldDomain())
      let tombstone = try await test.rack("vm delete").delete(name, reason: nil)
      #expect(try await test.oldDomain() == nil)
      #expect(tombstone.domainXML == before.xml)
      _ = try await test.rack("vm restore-deleted").restoreDeleted(name, reason: nil)
      let after = try #require(await test.oldDomain())
      #expect(after.xml == before.xml && after.rack == test.configuration.rack && after.autostart == autostart)
      #expect(await test.host.calls.allSatisfy { !["delete volume", "volume", "reserve"].contains($0) })
      try await test.expectTidy()
    }
  }

  @Test("Deleted while its tenant is suspended, restored when that is over: it starts with the host as before")
  func suspendedBetween() async throws {
    for autostart in [true, false] {
      let test = try await TestRack.withAdopted {
        $0.state = .off
        $0.autostart = autostart
      }
      _ = try await test.suspend()
      #expect(try await test.oldDomain()?.autostart == false)
      _ = try await test.rack("vm delete").delete(name, reason: nil)
      _ = try await test.resume()
      _ = try await test.rack("vm restore-deleted").restoreDeleted(name, reason: nil)
      #expect(try await test.oldDomain()?.autostart == autostart)
    }
  }

  @Test("A purge undefines and names the disks; no volume and no UEFI variable is removed")
  func purge() async throws {
    let test = try await TestRack.withAdopted { domain in
      domain.state = .off
      domain.form = domain.survey
      domain.form?.firmware = .uefi
    }
    _ = try await test.rack("vm delete").delete(name, reason: nil)
    let tombstone = try await test.rack("vm purge").purge(name, reason: nil)
    let words = "old-web is gone from coloc and libvirt; left where they are: /srv/vms/old-web.img, its UEFI variables"
    #expect(tombstone.vm.farewell == words)
    #expect(
      await test.host.calls.allSatisfy { !["delete volume", "discard NVRAM", "undefine with NVRAM"].contains($0) }
    )
    #expect(try test.rack().state.definitions.survey().records.isEmpty)
    #expect(try test.rack().state.tombstones.all().isEmpty)
    try await test.expectTidy()
  }

  @Test("A rack that is dismantled leaves the disks and names them")
  func dismantle() async throws {
    let test = try await TestRack.withAdopted()
    let lines = try await test.rack("deinit").dismantle(purgingVMs: true)
    #expect(lines.first == "old-web is gone from coloc and libvirt; left where they are: /srv/vms/old-web.img")
    #expect(await test.host.violations.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: test.layout.definitions))
  }

  @Test("Lost in a power cut it is defined again from the copy, never in coloc's form; autostart as it was")
  func lost() async throws {
    let test = try await TestRack.withAdopted()
    let before = try #require(await test.oldDomain())
    await test.host.arrange { $0.domains = [:] }
    let lines = try await Recovery(test.rack("recover")).reconcile().steps.map(\.sentence)
    #expect(lines == ["old-web was gone from libvirt: defined again, shut off"])
    let after = try #require(await test.oldDomain())
    #expect(after.xml == before.xml && !after.autostart && after.state == .off)
  }

  @Test("Without a copy it is not defined again: the step names the file")
  func lostWithCopy() async throws {
    let test = try await TestRack.withAdopted()
    await test.host.arrange { $0.domains = [:] }
    try test.rack().state.definitions.remove(Sample.uuid(7))
    let step = try #require(try await Recovery(test.rack("recover")).reconcile().steps.first)
    #expect(step.kind == .lost && step.outcome == .leftAlone && step.words.contains("/definitions/"))
    #expect(await test.host.domains.isEmpty)
    let (tenant, vm) = try test.rack().find(name)
    #expect(throws: Failure.self) { try test.rack().definition(of: vm, for: tenant) }
  }

  @Test("A mark that libvirt lost in a power cut is written again by recover, another's is left")
  func marks() async throws {
    let test = try await TestRack.withAdopted()
    let uuid = try Sample.uuid(7)
    await test.host.arrange { $0.domains[uuid]?.carry(rack: nil) }
    #expect(
      try await Recovery(test.rack("recover")).reconcile().steps.map(\.sentence) == [
        "old-web had lost this rack's mark: marked again"
      ]
    )
    #expect(try await test.oldDomain()?.rack == test.configuration.rack)
    let other = try Sample.uuid(98)
    await test.host.arrange { $0.domains[uuid]?.carry(rack: other) }
    _ = try await Recovery(test.rack("recover")).reconcile()
    #expect(try await test.oldDomain()?.rack == other)
  }

  @Test("Starting and stopping bring the copy up to date; a copy that fails costs words, not the stop")
  func refresh() async throws {
    let test = try await TestRack.withAdopted()
    let uuid = try Sample.uuid(7)
    let edited = try #require(await test.oldDomain()).xml.replacing("memory=1G", with: "memory=2G")
    await test.host.arrange { $0.domains[uuid]?.xml = edited }
    #expect(try await test.rack("vm stop").stop(name, timeout: .seconds(60), reason: nil) == .off(seconds: 2))
    #expect(try test.rack().state.definitions.read(uuid)?.domainXML == edited)
    await test.host.arrange { $0.domains[uuid]?.autostart = true }
    #expect(try await test.rack("vm start").start(name, reason: nil))
    #expect(try test.rack().state.definitions.read(uuid)?.autostart == true)
  }

  @Test("What its interfaces claim stays taken, beside the one address of its record")
  func claims() async throws {
    let second = try IPv4Address(parsing: "10.77.0.10")
    let test = try await TestRack.withAdopted {
      $0.claims = AddressClaims(macs: $0.claims.macs, ipv4: [second])
    }
    let vm = try await test.rack("vm create").create(test.request(vcpus: 1, memory: .gibibytes(1))).vm
    #expect(vm.ipv4?.description == "10.77.0.11")
  }

  @Test("recover --dry-run says each of it, and does nothing")
  func plan() async throws {
    let test = try await TestRack.withAdopted()
    let uuid = try Sample.uuid(7)
    func step() async throws -> RecoveryStep? {
      let plan = try await Recovery(test.rack()).plan()
      #expect(plan.failures.isEmpty && plan.steps.count <= 1)
      return plan.steps.first
    }
    #expect(try await step() == nil)
    await test.host.arrange { $0.domains[uuid]?.carry(rack: nil) }
    let unmarked = try await step()
    #expect(unmarked?.kind == .unmarked && unmarked?.outcome == .marked)
    #expect(try await test.oldDomain()?.rack == nil)
    await test.host.arrange { $0.domains = [:] }
    let lost = try await step()
    #expect(lost?.kind == .lost && lost?.outcome == .defined)
    try test.rack().state.definitions.remove(uuid)
    #expect(try await step()?.outcome == .leftAlone)
    #expect(await test.host.domains.isEmpty)
  }

  @Test("An interrupted adoption is told as what it would become")
  func fate() async throws {
    let test = try await TestRack.withOldDomain()
    let plan = try await test.rack().planAdopt(TestRack.adoption())
    let intent = Intent(
      id: plan.vm.uuid,
      action: .adopt,
      rack: test.configuration.rack,
      tenant: plan.tenant.name,
      vm: plan.vm,
      command: "coloc vm adopt",
      started: VirtualClock.dawn
    )
    #expect(try Recovery(test.rack()).fate(of: intent).outcome == .undone)
    try test.change { $0.vms = [plan.vm] }
    #expect(try Recovery(test.rack()).fate(of: intent).outcome == .finished)
  }
}
