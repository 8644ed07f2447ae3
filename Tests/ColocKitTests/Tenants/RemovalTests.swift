import Foundation
import Testing

@testable import ColocKit

@Suite("Removing a tenant: every personal datum goes, the audit log keeps names")
struct RemovalTests {
  /// One VM in the manifest, one in the trash, and what else may lie around.
  private func prepared() async throws -> TestRack {
    let test = try await TestRack()
    for name in ["velo-old", "velo-web"] {
      let vm = try await test.rack("vm create").create(test.request(name, memory: .gibibytes(1))).vm
      try test.change { $0.vms[0].hostKeys = [try Sample.key("host")] }
      let now = try #require(try test.tenant().vms.first { $0.uuid == vm.uuid })
      _ = try test.rack().writeKnownHosts(of: now)
      if name == "velo-old" {
        try await test.set(name, .off)
        _ = try await test.rack("vm delete").delete(vm.name, reason: "gone")
      }
    }
    // What a killed writer leaves is a manifest too.
    let manifest = try Data(contentsOf: URL(filePath: test.layout.manifest(test.tenantName)))
    let left = "\(test.layout.tenants)/.asso-velo.json.tmp-0123abcd"
    try manifest.write(to: URL(filePath: left))
    await test.host.heal()
    return test
  }

  private func remove(_ test: TestRack, purging: Bool = true) async throws {
    let rack = test.rack("tenant remove")
    if try rack.endRemoval(of: test.tenantName, reason: "left") { return }
    try await rack.remove(test.tenantName, purgingVMs: purging, reason: "left")
  }

  /// Every file but the audit log, with its name: what is still known of the tenant.
  private func traces(_ test: TestRack) throws -> [String] {
    let words = ["asso-velo", "velo-", "Atelier", "velo.example", "mailing", "diffusion", "ssh-ed25519"]
    return try FileManager.default.subpathsOfDirectory(atPath: test.home.path).filter { path in
      guard path != "audit.jsonl" else { return false }
      let text = (try? String(contentsOfFile: "\(test.home.path)/\(path)", encoding: .utf8)) ?? ""
      return words.contains { path.contains($0) || text.contains($0) }
    }
  }

  @Test("Nothing of it is left but names in the audit log")
  func remove() async throws {
    let test = try await prepared()
    #expect(try !traces(test).isEmpty)
    try await remove(test)
    #expect(try traces(test) == [])
    #expect(try await test.traces() == .nothing)
    #expect(try await test.traces(of: "velo-old") == .nothing)
    let log = try test.audit().joined(separator: "\n")
    #expect(log.contains(#""fields":["tenant"]"#) && log.contains("velo-web"))
    for word in ["Atelier", "velo.example", "diffusion", "ssh-ed25519"] { #expect(!log.contains(word), "\(word)") }
    #expect(try test.rack().state.manifests.all().tenants.isEmpty)
    try await test.expectTidy()
  }

  @Test("Without --purge-vms its VMs refuse, those in the trash too; the plan names each")
  func refused() async throws {
    let test = try await prepared()
    let failure = await Failure.of { try await remove(test, purging: false) }
    #expect(failure?.kind == .notPermitted && failure?.message == "asso-velo still has velo-web, velo-old (trash)")
    let plan = try await test.rack().planRemoval(test.tenantName, purgingVMs: true)
    #expect(plan.parts.map(\.vm.name.description) == ["velo-web", "velo-old"])
    #expect(plan.parts.map(\.state) == [.running, nil])
    try test.change { $0.vms[0].protected = true }
    #expect(await Failure.of { try await remove(test) }?.kind == .notPermitted)
    #expect(try await test.traces() == .whole)
    #expect(try await test.traces(of: "velo-old") == .trashed)
  }

  @Test("Without VMs the host is not asked at all")
  func bare() async throws {
    let test = try await TestRack()
    await test.host.goAway()
    try await remove(test, purging: false)
    #expect(try traces(test) == [])
    #expect(await test.host.calls.isEmpty)
    #expect(await Failure.of { try await remove(test) }?.kind == .notFound)
  }

  @Test("While a command works for it: 75")
  func underWay() async throws {
    let test = try await TestRack()
    let live = try test.rack().state.intents.begin(Sample.intent())
    #expect(await Failure.of { try await remove(test) }?.kind == .busy)
    #expect(try test.tenant().name == test.tenantName)
    try test.rack().state.intents.finish(live)
  }

  @Test("Another tenant's locks, keys and VMs stay")
  func others() async throws {
    let test = try await prepared()
    try test.rack().state.manifests.add(try Sample.tenant("me", isSelf: true, vms: [Sample.vm("mine", number: 9)]))
    try test.home.put("keys", at: "run/known_hosts-mine")
    try await test.rack().holding(.vm(VMName(parsing: "mine"))) {}
    let held = try VMName(parsing: "velo-new")
    try await test.rack().holding(.vm(held)) {
      // Somebody is about to make a VM of that name.
      try await remove(test)
      #expect(try test.home.names("locks").contains("vm-velo-new"))
    }
    #expect(try test.home.names("locks").contains("vm-mine"))
    #expect(try test.home.names("run") == ["known_hosts-mine"])
    #expect(try test.home.names("tenants") == ["me.json"])
  }

  @Test("Cut off at any call of the host, and run again: nothing is left", arguments: HostFault.allCases)
  func faults(_ fault: HostFault) async throws {
    let healthy = try await prepared()
    try await remove(healthy)
    let calls = await healthy.host.calls
    for number in 1...calls.count {
      let test = try await prepared()
      await test.host.fail(call: number, fault)
      #expect(await Failure.of { try await remove(test) } != nil)
      let place: Comment = "call \(number) (\(calls[number - 1])) \(fault)"
      #expect(try test.tenant().name == test.tenantName, place)
      try await test.recover()
      try await remove(test)
      #expect(try traces(test) == [], place)
      #expect(try await test.traces() == .nothing, place)
    }
  }

  @Test("Cut off behind the manifest: the same command does the rest, once")
  func behindTheManifest() async throws {
    let test = try await TestRack()
    try test.rack().state.manifests.remove(test.tenantName) { _ in }
    #expect(try test.home.names("locks").contains("tenant-asso-velo"))
    try await remove(test)
    #expect(try traces(test) == [])
    #expect(try test.audit().last?.contains(#""fields":["tenant"]"#) == true)
    #expect(await Failure.of { try await remove(test) }?.kind == .notFound)
  }
}
