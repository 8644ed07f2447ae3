import Foundation
import Testing

@testable import ColocKit

@Suite("Editing a VM: title, keys, protection")
struct EditVMTests {
  private func key(_ byte: UInt8, _ comment: String) throws -> SSHPublicKey {
    let blob = Data([0, 0, 0, 11]) + Data("ssh-ed25519".utf8) + Data([0, 0, 0, 32]) + Data(repeating: byte, count: 32)
    return try SSHPublicKey(parsing: "ssh-ed25519 \(blob.base64EncodedString()) \(comment)")
  }

  private func edit(_ test: TestRack, _ body: (inout VMChange) throws -> Void) async throws -> EditPlan {
    var change = VMChange()
    try body(&change)
    return try await test.rack("vm edit").editVM(test.vmName, change, reason: "asked")
  }

  private func recorded(_ test: TestRack) throws -> VMRecord { try test.rack().find(test.vmName).vm }

  @Test("A title goes into the manifest and to libvirt; an empty one is coloc's own again")
  func title() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    #expect(try await edit(test) { $0.title = "The site" }.fields == ["title"])
    #expect(try recorded(test).title == "The site")
    #expect(await test.host.domains[vm.uuid]?.title == "The site")
    let line = try #require(test.audit().last)
    #expect(line.contains(#""fields":["title"]"#) && line.contains(#""reason":"asked""#) && !line.contains("The site"))
    // Somebody set another one with virsh: asked again, it is set again.
    await test.host.arrange { $0.domains[vm.uuid]?.title = "by virsh" }
    #expect(try await edit(test) { $0.title = "The site" }.fields.isEmpty)
    #expect(await test.host.domains[vm.uuid]?.title == "The site")
    #expect(try await edit(test) { $0.title = "" }.fields == ["title"])
    #expect(try recorded(test).title == nil)
    #expect(await test.host.domains[vm.uuid]?.title == "velo-web (asso-velo, debian 12)")
    try await test.expectTidy()
  }

  @Test("Keys and protection are the manifest's alone: the host is not asked")
  func manifestOnly() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    await test.host.heal()
    let (one, two) = (try key(1, "ana"), try key(2, "luc"))
    let plan = try await edit(test) {
      $0.addedKeys = [one, two]
      $0.removedKeys = [vm.sshKeys[0].fingerprint]
      $0.protected = true
    }
    #expect(plan.fields == ["sshKeys", "protected"])
    #expect(plan.addedKeys == [one, two] && plan.removedKeys == vm.sshKeys)
    #expect(try recorded(test).sshKeys == [one, two] && recorded(test).protected)
    #expect(await test.host.calls.isEmpty)
    #expect(try await edit(test) { $0.addedKeys = [try key(1, "other comment")] }.fields.isEmpty)
    #expect(try await edit(test) { $0.removedKeys = ["luc"] }.removedKeys == [two])
    try await test.expectTidy()
  }

  @Test("A policy of its own stands in the manifest and in the audit log; default takes it out again")
  func keep() async throws {
    let test = try await TestRack()
    _ = try await test.makeVM()
    let policy = try RetentionPolicy(parsing: "daily=30,monthly=12")
    #expect(try await edit(test) { $0.keep = .own(policy) }.fields == ["keep"])
    #expect(try recorded(test).keep == policy)
    #expect(try test.audit().last?.contains(#""fields":["keep"]"#) == true)
    #expect(try await edit(test) { $0.keep = .own(policy) }.fields.isEmpty)
    #expect(try await edit(test) { $0.protected = true }.fields == ["protected"])
    #expect(try recorded(test).keep == policy)
    #expect(try await edit(test) { $0.keep = .rack }.fields == ["keep"])
    #expect(try recorded(test).keep == nil)
    try await test.expectTidy()
  }

  @Test("A key that is not there, a title of two lines, a VM nobody knows: nothing is done")
  func refused() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    let lines = try test.audit().count
    let unknown = await Failure.of {
      _ = try await edit(test) {
        $0.title = "other"
        $0.removedKeys = ["nobody"]
      }
    }
    #expect(unknown?.kind == .notFound && unknown?.hints.count == 2)
    #expect(await Failure.of { _ = try await edit(test) { $0.title = "a\nb" } }?.kind == .usage)
    let nobody = await Failure.of {
      _ = try await test.rack().editVM(VMName(parsing: "nobody"), VMChange(), reason: nil)
    }
    #expect(nobody?.kind == .notFound)
    #expect(try recorded(test) == vm && test.audit().count == lines)
  }

  @Test("A protected VM is not deleted, not killed, not purged with its rack; it stops and starts")
  func protected() async throws {
    let test = try await TestRack()
    let vm = try await test.rack().create(test.request()).vm
    _ = try await edit(test) { $0.protected = true }
    let rack = test.rack()
    let refusals = [
      await Failure.of { _ = try await rack.planDelete(vm.name, now: false) },
      await Failure.of { _ = try await rack.delete(vm.name, reason: nil) },
      await Failure.of { _ = try await rack.delete(vm.name, now: true, reason: nil) },
      await Failure.of { try await rack.kill(vm.name, reason: nil) },
      await Failure.of { _ = try await rack.dismantle(purgingVMs: true) },
    ]
    for failure in refusals {
      #expect(failure?.kind == .notPermitted)
      #expect(failure?.hints == ["if it must be: coloc vm edit velo-web --protect off"])
    }
    let plan = try #require(try await rack.planPower(.kill, of: [vm.name]).first)
    #expect(plan.step == .refuse && plan.refusal?.kind == .notPermitted)
    #expect(try await rack.planPower(.stop, of: [vm.name]).first?.step == .stop)
    #expect(try await test.traces() == .whole)
    #expect(try await rack.stop(vm.name, timeout: .seconds(60), reason: nil) == .off(seconds: 2))
    #expect(try await rack.start(vm.name, reason: nil))
    _ = try await edit(test) { $0.protected = false }
    _ = try await rack.delete(vm.name, now: true, reason: nil)
    #expect(try await test.traces() == .nothing)
  }

  @Test("Every call going wrong: manifest and libvirt end with one title", arguments: HostFault.allCases)
  func faults(_ fault: HostFault) async throws {
    let healthy = try await TestRack()
    _ = try await healthy.makeVM()
    await healthy.host.heal()
    _ = try await edit(healthy) { $0.title = "The site" }
    let calls = await healthy.host.calls
    for number in 1...calls.count {
      let test = try await TestRack()
      let vm = try await test.makeVM()
      await test.host.fail(call: number, fault)
      let failure = await Failure.of { _ = try await edit(test) { $0.title = "The site" } }
      let place: Comment = "call \(number) (\(calls[number - 1])) \(fault)"
      #expect(failure != nil && test.narrator.lines.contains { $0.contains("follows with the next command") }, place)
      try await test.recover()
      #expect(try recorded(test).title == "The site", place)
      #expect(await test.host.domains[vm.uuid]?.title == "The site", place)
      try await test.expectTidy(place)
    }
  }

  @Test("Killed before the manifest had it: nothing happened, and libvirt's title is not touched")
  func killedBefore() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    var titled = vm
    titled.title = "The site"
    await test.host.arrange { $0.domains[vm.uuid]?.title = "by virsh" }
    let intent = Intent(
      id: vm.uuid,
      action: .edit,
      rack: test.configuration.rack,
      tenant: try test.tenantName,
      vm: titled,
      command: "coloc vm edit",
      started: Sample.moment
    )
    try test.home.put(intent.json.pretty, at: "intents/\(intent.id.text).json")
    #expect(try await test.recover().first?.hasSuffix("was not touched") == true)
    #expect(try recorded(test).title == nil)
    #expect(await test.host.domains[vm.uuid]?.title == "by virsh")
  }
}
