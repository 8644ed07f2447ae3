import Foundation
import Testing

@testable import ColocKit

@Suite("The host boots")
struct PowerUpTests {
  @Test("After power down: exactly what ran, whatever the policies say")
  func planned() async throws {
    let night = try await TestNight()
    try await night.edit("web") { $0.boot = .never }
    try await night.edit("spare") { $0.boot = .always }
    #expect(try await night.test.rack().powerDown(reason: "host-shutdown") { _ in }.isSafe)
    try await night.cut()
    try await night.up()
    #expect(await night.running() == ["dns", "mail", "printer", "web"])
    try await night.expectTidy()
  }

  @Test("After a cut each VM's policy decides, with the owner's last word")
  func cut() async throws {
    let night = try await TestNight()
    try await night.edit("mail") { $0.boot = .never }
    try await night.cut()
    try await night.up()
    #expect(await night.running() == ["dns", "web"])
    try await night.edit("spare") { $0.boot = .always }
    _ = try await night.test.rack().stop(VMName(parsing: "web"), timeout: .seconds(60), reason: nil)
    try await night.cut()
    let plan = try await night.up().plan
    #expect(await night.running() == ["dns", "spare"])
    guard case .cut(let entries) = plan else {
      Issue.record("\(plan)")
      return
    }
    #expect(entries.map(\.name) == ["spare", "dns"])
    try await night.expectTidy()
  }

  @Test("Once a boot: what a guest shut down later stays down")
  func once() async throws {
    let night = try await TestNight()
    try await night.cut()
    try await night.up()
    await night.guest("web") {
      $0.state = .off
      $0.guestWentDown = true
    }
    #expect(try await night.up().plan == .done)
    #expect(await night.running() == ["dns", "mail"])
  }

  @Test("A planned end of all is the newer word on what runs: the next cut brings back that")
  func reconciled() async throws {
    let night = try await TestNight()
    await night.guest("web") {
      $0.state = .off
      $0.guestWentDown = true
    }
    await night.guest("spare") { $0.run() }
    _ = try await night.test.rack().powerDown(reason: nil) { _ in }
    try await night.up()
    try await night.cut()
    try await night.up()
    #expect(await night.running() == ["dns", "mail", "spare"])
  }

  @Test("While a window is open a boot starts nothing; its end brings back what ran")
  func window() async throws {
    let night = try await TestNight()
    let window = try night.window()
    try await night.begin(window)
    _ = try await night.test.rack().powerDown(reason: "host-shutdown") { _ in }
    try await night.cut()
    #expect(try await night.up().plan == .window(window.id))
    #expect(await night.running().isEmpty)
    try await night.end(window)
    #expect(await night.running() == ["dns", "mail", "printer", "web"])
  }

  @Test("A suspended tenant's VMs stay down, whatever their policy")
  func suspended() async throws {
    let night = try await TestNight()
    try await night.edit("web") { $0.boot = .always }
    _ = try await night.test.rack().suspend(night.test.tenantName, reason: "pause")
    try await night.cut()
    try await night.up()
    #expect(await night.running().isEmpty)
  }

  @Test(
    "Where power up runs at boot, libvirt starts none of coloc's by itself; a record of the first days keeps its wish"
  )
  func autostart() async throws {
    let night = try await TestNight()
    try night.test.change { tenant in
      for index in tenant.vms.indices { tenant.vms[index].wanted = nil }
    }
    let rack = night.test.rack()
    let units = "\(rack.boot.units)/multi-user.target.wants"
    try FileManager.default.createDirectory(atPath: units, withIntermediateDirectories: true)
    _ = FileManager.default.createFile(atPath: "\(units)/\(BootRecord.unit)", contents: nil)
    try await night.cut()
    try await night.up()
    #expect(await night.running() == ["dns", "mail", "spare", "web"])
    #expect(await night.test.host.domains.values.allSatisfy { !$0.autostart })
    _ = try await rack.create(night.test.request("late", vcpus: 1, memory: .gibibytes(1), disk: .gibibytes(5)))
    #expect(await night.test.host.domains.values.allSatisfy { !$0.autostart })
  }

  @Test("A VM's wish: created and started it is wanted, stopped and killed it is not, restarted it still is")
  func wishes() async throws {
    let test = try await TestRack()
    let name = try test.vmName
    _ = try await test.rack().create(test.request())
    let wish = { try test.rack().find(name).vm.wanted }
    #expect(try wish() == true)
    _ = try await test.rack().stop(name, timeout: .seconds(60), reason: nil, restarting: true)
    #expect(try wish() == true)
    _ = try await test.rack().stop(name, timeout: .seconds(60), reason: nil)
    #expect(try wish() == false)
    _ = try await test.rack().start(name, reason: nil)
    #expect(try wish() == true)
    try await test.rack().kill(name, reason: nil)
    #expect(try wish() == false)
  }
}
