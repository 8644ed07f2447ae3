import Foundation
import Testing

@testable import ColocKit

@Suite("A power cut in the middle of a command, with what libvirt forgets in one")
struct PowerCutTests {
  private func intent(_ action: Intent.Action, of vm: VMRecord, in test: TestRack) -> Intent {
    Intent(
      id: vm.uuid,
      action: action,
      rack: test.configuration.rack,
      tenant: "asso-velo".asTenant,
      vm: vm,
      command: "coloc vm test",
      started: Timestamp(seconds: 1_800_000_000)
    )
  }

  @Test("A VM that is recorded while its creation is open and its domain is lost: defined again, the intent ended")
  func lostBehindTheManifest() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    _ = try test.rack().state.intents.begin(intent(.create, of: vm, in: test))
    await test.host.arrange { host in
      host.domains = [:]
      host.reserved = []
    }
    let lines = try await test.recover()
    #expect(lines.contains { $0.hasSuffix("velo-web is whole") })
    #expect(try await test.traces() == .whole)
    #expect(await test.host.domains[vm.uuid]?.autostart == true)
    try await test.expectTidy()
  }

  @Test("A purge never pulls the disk from under a domain that came back: the domain goes first")
  func purgeOfReturned() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    let domain = await test.host.domains[vm.uuid]
    _ = try await test.rack().delete(vm.name, reason: nil)
    await test.host.arrange { $0.domains[vm.uuid] = domain }
    _ = try await test.rack().purge(vm.name, reason: nil)
    #expect(await test.host.domains.isEmpty)
    #expect(try await test.traces() == .nothing)
    try await test.expectTidy()
  }

  @Test("What another command brings back counts at the gate as what it makes")
  func pendingRestore() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    _ = try await test.rack().delete(vm.name, reason: nil)
    let rack = test.rack()
    let live = try rack.state.intents.begin(intent(.restore, of: vm, in: test))
    #expect(try rack.pendingVMs(of: "asso-velo".asTenant).map(\.uuid) == [vm.uuid])
    try rack.state.intents.finish(live)
    #expect(try rack.pendingVMs(of: "asso-velo".asTenant).isEmpty)
  }

  @Test("A deinit that was killed behind the state, before the configuration went, is finished by the next one")
  func dismantledButForConfiguration() async throws {
    let test = try await TestRack()
    try test.home.put("rack: …", at: "coloc.yaml")
    for directory in ["tenants", "images", "intents", "tombstones", "hosts", "locks", "run"] {
      try FileManager.default.removeItem(atPath: "\(test.home.path)/\(directory)")
    }
    #expect(try await Recovery(test.rack()).endInterrupted().steps.isEmpty)
    _ = try await test.rack("deinit").dismantle(purgingVMs: true)
    #expect(!FileManager.default.fileExists(atPath: test.layout.configuration))
  }

  @Test("A rack with a command under way is not dismantled: 75")
  func dismantleUnderWay() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    let rack = test.rack()
    let live = try rack.state.intents.begin(intent(.create, of: vm, in: test))
    let refusal = await Failure.of { _ = try await rack.dismantle(purgingVMs: true) }
    #expect(refusal?.kind == .busy)
    #expect(try await test.traces() == .whole)
    try rack.state.intents.finish(live)
  }
}

extension String {
  /// The text as a tenant's name; the tests' own are valid.
  fileprivate var asTenant: TenantName {
    guard let name = TenantName(self) else { preconditionFailure("\(self) is no tenant's name") }
    return name
  }
}
