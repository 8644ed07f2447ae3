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

  @Test("Cut again while they come back: what had come back is owed once more; what the owner stopped since is not")
  func again() async throws {
    let night = try await TestNight()
    let window = try night.window()
    try await night.begin(window)
    await night.test.host.arrange { $0.refusesStart = ["web"] }
    #expect(try await night.end(window).result.failures.count == 1)
    let spare = try VMName(parsing: "spare")
    #expect(try await night.test.rack().start(spare, reason: nil))
    _ = try await night.test.rack().stop(VMName(parsing: "mail"), timeout: .seconds(60), reason: nil)
    await night.test.host.arrange { $0.refusesStart = [] }
    try await night.cut()
    #expect(try await night.up().plan == .window(window.id))
    // Begun again in the new boot: what is down stays owed.
    try await night.begin(window)
    #expect(try night.test.rack().planEnd(window.id).map(\.name).sorted() == ["dns", "printer", "web"])
    try await night.end(window)
    #expect(await night.running() == ["dns", "printer", "web"])
    try await night.expectTidy()
  }

  @Test("After power down, cut again while they come back: the same")
  func powerAgain() async throws {
    let night = try await TestNight()
    #expect(try await night.test.rack().powerDown(reason: nil) { _ in }.isSafe)
    try await night.cut()
    await night.test.host.arrange { $0.refusesStart = ["web"] }
    #expect(try await night.up().result.failures.count == 1)
    await night.test.host.arrange { $0.refusesStart = [] }
    try await night.cut()
    guard case .owed(let owed) = try await night.test.rack().planPowerUp() else {
      Issue.record("nothing owed")
      return
    }
    #expect(owed.map(\.name).sorted() == ["dns", "mail", "printer", "web"])
    try await night.up()
    #expect(await night.running() == ["dns", "mail", "printer", "web"])
  }

  @Test("On a rack that runs, power up starts nothing that was shut down since the host booted")
  func enabled() async throws {
    let night = try await TestNight()
    try await night.edit("spare") { $0.boot = .always }
    await night.guest("web") {
      $0.state = .off
      $0.guestWentDown = true
    }
    try await night.up()
    #expect(await night.running() == ["dns", "mail", "printer"])
  }

  @Test("What is off since a cut, as nobody typed power up yet, was not shut down")
  func pending() async throws {
    let night = try await TestNight()
    try await night.cut()
    let window = try night.window()
    try await night.begin(window)
    try await night.end(window)
    try await night.cut()
    try await night.up()
    #expect(await night.running() == ["dns", "mail", "web"])
  }

  @Test("A window that came by itself is not over before all is back, and gets the time line of the cut")
  func unplanned() async throws {
    let night = try await TestNight()
    try await night.cut()
    var request = WindowRequest()
    request.start = night.test.clock.source.now()
    request.unplanned = true
    request.reason = "coupure"
    let window = try night.test.rack("maintenance plan").plan(request)
    await night.test.host.arrange { $0.refusesStart = ["web"] }
    #expect(try await night.up().result.failures.count == 1)
    #expect(await Failure.of { try await night.end(window) }?.kind == .busy)
    await night.test.host.arrange { $0.refusesStart = [] }
    try await night.up()
    let ended = try await night.end(window).window
    #expect(ended.vms.map(\.name).sorted() == ["dns", "mail", "web"])
    #expect(ended.vms.allSatisfy { $0.up != nil })
  }

  @Test("Started and not ready in time is said")
  func late() async throws {
    let night = try await TestNight()
    let window = try night.window()
    try await night.begin(window)
    await night.guest("dns") { $0.hasAgent = false }
    let (ended, result) = try await night.end(window)
    #expect(ended.state == .ended && result.late == ["dns"])
  }

  @Test("Made or suspended inside a window: autostart waits for its end, and what was owed is what resuming starts")
  func inside() async throws {
    let night = try await TestNight()
    let window = try night.window()
    try await night.begin(window)
    let rack = night.test.rack()
    _ = try await rack.create(night.test.request("fresh", vcpus: 1, memory: .gibibytes(1), disk: .gibibytes(5)))
    let autostart = { await night.test.host.domains.values.first { $0.name == "fresh" }?.autostart }
    #expect(await autostart() == false)
    _ = try await rack.suspend(night.test.tenantName, reason: "pause")
    #expect(
      try rack.tenant(night.test.tenantName).suspended?.ran.map(\.description) == ["dns", "fresh", "mail", "web"]
    )
    _ = try await rack.resume(night.test.tenantName, reason: nil)
    try await night.end(window)
    #expect(await autostart() == true)
  }

  @Test("Cut between the two files of an end: its window is over, and all come back")
  func betweenFiles() async throws {
    let night = try await TestNight()
    let window = try night.window()
    try await night.begin(window)
    let outages = night.test.rack().state.outages
    let outage = try #require(try outages.read())
    try await night.end(window)
    var back = outage
    for index in back.entries.indices { back.entries[index].back = .started }
    try outages.begin(back)
    try await night.cut()
    #expect(try await night.up().plan == .window(window.id))
    try await night.end(window)
    #expect(await night.running() == ["dns", "mail", "printer", "web"])
    try await night.expectTidy()
  }

  @Test("After a cut a manifest that cannot be read leaves the boot undone; a VM that libvirt lost stays owed")
  func unreadable() async throws {
    let night = try await TestNight()
    let path = night.test.layout.manifest(try night.test.tenantName)
    let whole = try String(contentsOfFile: path, encoding: .utf8)
    try await night.cut()
    try night.test.home.put("{", at: "tenants/asso-velo.json")
    #expect(try await night.up().result.failures.map(\.kind) == [.invalidFile])
    try night.test.home.put(whole, at: "tenants/asso-velo.json")
    let web = try night.test.rack().find(VMName(parsing: "web")).vm.uuid
    let domain = try #require(await night.test.host.domains[web])
    await night.test.host.arrange { $0.domains[web] = nil }
    #expect(try await night.up().result.failures.map(\.kind) == [.notFound])
    await night.test.host.arrange { $0.domains[web] = domain }
    try await night.up()
    #expect(await night.running() == ["dns", "mail", "web"])
  }

  @Test("A crash is nobody's wish: a planned end of all between it and a cut does not make it one")
  func crash() async throws {
    let night = try await TestNight()
    try await night.cut()
    try await night.up()
    await night.guest("web") { $0.state = .off }
    _ = try await night.test.rack().powerDown(reason: nil) { _ in }
    try await night.up()
    try await night.cut()
    try await night.up()
    #expect(await night.running() == ["dns", "mail", "web"])
  }
}
