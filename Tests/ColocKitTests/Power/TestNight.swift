import Foundation
import Testing

@testable import ColocKit

/// A rack in the evening: `web` and `mail` run, `dns` runs and goes down last, `spare` is off, and a foreign domain runs.
struct TestNight {
  let test: TestRack
  static let names = ["web", "mail", "dns", "spare"]

  init() async throws {
    // One at a time: the virtual clock counts who sleeps.
    test = try await TestRack(atOnce: 1)
    try test.change { tenant in
      tenant.agreement = tenant.agreement.map { agreement in
        Agreement(
          vms: 8,
          vcpus: 16,
          memory: .gibibytes(16),
          disk: .gibibytes(200),
          sites: agreement.sites,
          ownerAccess: agreement.ownerAccess,
          conversation: agreement.conversation,
          agreed: agreement.agreed
        )
      }
    }
    for name in Self.names {
      _ = try await test.rack("vm create").create(
        test.request(name, vcpus: 1, memory: .gibibytes(1), disk: .gibibytes(5))
      )
    }
    try await edit("dns") { $0.order = 90 }
    _ = try await test.rack().stop(VMName(parsing: "spare"), timeout: .seconds(60), reason: nil)
    let foreign = try FakeDomain.foreign("printer", number: 63)
    await test.host.arrange { host in
      host.domains[foreign.uuid] = foreign
      for uuid in host.domains.keys { host.domains[uuid]?.hasAgent = true }
      host.heal()
    }
  }

  /// Changes a VM's policy as `vm edit` does.
  func edit(_ name: String, _ body: (inout VMChange) -> Void) async throws {
    var change = VMChange()
    body(&change)
    _ = try await test.rack("vm edit").editVM(VMName(parsing: name), change, reason: nil)
  }

  /// Changes how a guest behaves.
  func guest(_ name: String, _ body: @Sendable (inout FakeDomain) -> Void) async {
    await test.host.arrange { host in
      for (uuid, domain) in host.domains where domain.name == name {
        var changed = domain
        body(&changed)
        host.domains[uuid] = changed
      }
    }
  }

  /// The names of what runs.
  func running() async -> [String] {
    await test.host.arrange { $0.domains.values.filter(\.state.isActive).map(\.name).sorted() }
  }

  /// Plans a window that begins in three days.
  func window() throws -> Window {
    var request = WindowRequest()
    request.start = test.clock.source.now().adding(days: 3)
    request.length = TimeSpan(seconds: 7200)
    request.reason = "Disques neufs"
    return try test.rack("maintenance plan").plan(request)
  }

  @discardableResult
  func begin(_ window: Window) async throws -> OutageResult {
    try await test.rack("maintenance begin").begin(window.id, reason: nil) { _ in }
  }

  @discardableResult
  func end(_ window: Window) async throws -> (window: Window, result: OutageResult) {
    try await test.rack("maintenance end").end(window.id, reason: nil) { _ in }
  }

  /// The host lost its power: every QEMU is gone, the daemon forgot why, and what lies in memory only is empty.
  func cut() async throws {
    await test.host.arrange { host in
      host.heal()
      for uuid in host.domains.keys where host.domains[uuid]?.state != .saved {
        host.domains[uuid]?.state = .off
        host.domains[uuid]?.guestWentDown = false
        host.domains[uuid]?.goesOff = nil
      }
    }
    let boot = test.rack().boot
    if FileManager.default.fileExists(atPath: boot.volatile) {
      try FileManager.default.removeItem(atPath: boot.volatile)
    }
  }

  @discardableResult
  func up() async throws -> (plan: ComingUp, result: OutageResult) {
    try await test.rack("power up").powerUp(reason: nil) { _ in }
  }

  /// Nothing is owed and nothing under way.
  func expectTidy(_ comment: Comment? = nil) async throws {
    #expect(try test.rack().state.outages.read() == nil, comment)
    try await test.expectTidy(comment)
  }
}
