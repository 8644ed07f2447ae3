import Foundation
import Testing

@testable import ColocKit

@Suite("The host goes down and comes back exactly as it was")
struct OutageTests {
  @Test("A window: what ran goes down by order, others too; its end starts exactly that")
  func window() async throws {
    let night = try await TestNight()
    let before = await night.running()
    let window = try night.window()
    let down = try await night.begin(window)
    #expect(down.isSafe && down.failures.isEmpty)
    #expect(down.entries.map(\.name) == ["mail", "printer", "web", "dns"])
    #expect(down.entries.allSatisfy { $0.descent == .stopped && $0.asked != nil && $0.down != nil })
    #expect(await !night.test.host.calls.contains("kill"))
    #expect(try night.test.rack().window(window.id).state == .begun)
    let (ended, up) = try await night.end(window)
    #expect(up.failures.isEmpty && ended.state == .ended)
    #expect(await night.running() == before)
    #expect(ended.vms.allSatisfy { $0.back == .started })
    #expect(ended.begun != nil && ended.ended != nil)
    try await night.expectTidy()
  }

  @Test("The order: the lowest is down before the next is asked; back in reverse, each when the one before is ready")
  func order() async throws {
    let night = try await TestNight()
    try await night.edit("web") { $0.order = 10 }
    let window = try night.window()
    let down = try await night.begin(window).entries
    let moments = Dictionary(uniqueKeysWithValues: down.map { ($0.name, $0) })
    let web = try #require(moments["web"]?.down)
    let dns = try #require(moments["dns"]?.asked)
    let mail = try #require(moments["mail"])
    let (mailAsked, mailDown) = (try #require(mail.asked), try #require(mail.down))
    #expect(mailAsked >= web && mailDown <= dns)
    await night.guest("dns") { $0.hasAgent = false }
    let begin = night.test.clock.elapsed
    let ended = try await night.end(window).window
    let back = Dictionary(uniqueKeysWithValues: ended.vms.map { ($0.name, $0) })
    let ups = back.compactMapValues(\.up)
    let (dnsUp, mailUp, webUp) = (try #require(ups["dns"]), try #require(ups["mail"]), try #require(ups["web"]))
    #expect(dnsUp < mailUp && mailUp <= webUp)
    // Its agent never answers: the next ones wait until its time is over, and not longer.
    #expect((180...185).contains((night.test.clock.elapsed - begin).components.seconds))
  }

  @Test("What does not stop is left, saved or cut off, as was decided", arguments: PowerPolicy.Then.allCases)
  func deaf(_ then: PowerPolicy.Then) async throws {
    let night = try await TestNight()
    try await night.edit("web") {
      $0.then = then
      $0.stopTimeout = 30
    }
    await night.guest("web") {
      $0.deafFor = 1000
      $0.hasAgent = false
    }
    let window = try night.window()
    let down = try await night.begin(window)
    let web = try #require(down.entries.first { $0.name == "web" })
    let wanted: [PowerPolicy.Then: OutageEntry.Descent] = [.leave: .stayed, .save: .saved, .kill: .killed]
    #expect(web.descent == wanted[then])
    #expect(down.active == (then == .leave ? ["web"] : []))
    #expect(await night.test.host.calls.contains("kill") == (then == .kill))
    try await night.end(window)
    #expect(await night.running() == ["dns", "mail", "printer", "web"])
    try await night.expectTidy()
  }

  @Test("One that did not stop and lost its power by the owner's hand comes back; a broken manifest strikes none off")
  func owed() async throws {
    let night = try await TestNight()
    try await night.edit("web") { $0.stopTimeout = 20 }
    await night.guest("web") {
      $0.deafFor = 1000
      $0.hasAgent = false
    }
    let window = try night.window()
    #expect(try await night.begin(window).active == ["web"])
    try await night.test.rack().kill(VMName(parsing: "web"), reason: nil)
    let path = night.test.layout.manifest(try night.test.tenantName)
    let whole = try String(contentsOfFile: path, encoding: .utf8)
    try night.test.home.put("{", at: "tenants/asso-velo.json")
    let (open, result) = try await night.end(window)
    #expect(open.state == .begun && result.failures.count == 3)
    #expect(result.failures.allSatisfy { $0.kind == .invalidFile })
    try night.test.home.put(whole, at: "tenants/asso-velo.json")
    try await night.end(window)
    #expect(await night.running() == ["dns", "mail", "printer", "web"])
    try await night.expectTidy()
  }

  @Test("A paused one cannot hear: it is left, or saved, and is paused afterwards as before")
  func paused() async throws {
    let night = try await TestNight()
    await night.guest("web") { $0.state = .paused }
    let window = try night.window()
    #expect(try await night.begin(window).active == ["web"])
    #expect(await !night.test.host.calls.contains("kill"))
    try await night.end(window)
    #expect(await night.test.host.domains.values.first { $0.name == "web" }?.state == .paused)
    try await night.expectTidy()
  }

  @Test("A guest that went down before its turn stays down; one that crashed comes back")
  func itself() async throws {
    let night = try await TestNight()
    try await night.edit("web") { $0.order = 1 }
    let window = try night.window()
    let host = night.test.host
    await host.arrange { host in
      host.whenAskedToStop = {
        host.assumeIsolated { host in
          for (uuid, domain) in host.domains where ["mail", "printer"].contains(domain.name) {
            host.domains[uuid]?.state = .off
            host.domains[uuid]?.guestWentDown = domain.name == "mail"
          }
        }
      }
    }
    let down = try await night.begin(window)
    await host.arrange { $0.whenAskedToStop = nil }
    #expect(down.entries.first { $0.name == "mail" }?.descent == .itself)
    #expect(down.entries.first { $0.name == "printer" }?.descent == .lost)
    try await night.end(window)
    #expect(await night.running() == ["dns", "printer", "web"])
  }

  @Test("Asked, left running, and down later: it did what it was asked, and comes back")
  func stayed() async throws {
    let night = try await TestNight()
    try await night.edit("web") { $0.stopTimeout = 20 }
    await night.guest("web") {
      $0.deafFor = 1000
      $0.hasAgent = false
    }
    let window = try night.window()
    #expect(try await night.begin(window).active == ["web"])
    await night.guest("web") {
      $0.state = .off
      $0.guestWentDown = true
    }
    try await night.end(window)
    #expect(await night.running() == ["dns", "mail", "printer", "web"])
  }

  @Test("One that is down only after its time, while others have their turn, counts as stopped")
  func late() async throws {
    let night = try await TestNight()
    try await night.edit("web") {
      $0.stopTimeout = 20
      $0.order = 10
    }
    await night.guest("web") { $0.needs = .seconds(25) }
    await night.guest("mail") { $0.needs = .seconds(10) }
    let down = try await night.begin(night.window())
    #expect(down.isSafe)
    #expect(down.entries.first { $0.name == "web" }?.descent == .stopped)
  }

  @Test("A question that fails is asked again until its time is over; then what was decided holds")
  func refused() async throws {
    for (busyFor, then) in [(2, PowerPolicy.Then.leave), (1000, .kill), (1000, .leave)] {
      let night = try await TestNight()
      try await night.edit("web") {
        $0.stopTimeout = 60
        $0.then = then
      }
      await night.guest("web") {
        $0.busyFor = busyFor
        $0.hasAgent = false
      }
      let window = try night.window()
      let down = try await night.begin(window)
      let web = down.entries.first { $0.name == "web" }?.descent
      #expect(web == (busyFor == 2 ? .stopped : then == .kill ? .killed : .stayed))
      #expect(down.failures.map(\.kind) == (web == .stayed ? [.busy] : []))
      #expect(down.isSafe == (web != .stayed))
      try await night.end(window)
      #expect(await night.running() == ["dns", "mail", "printer", "web"])
    }
  }

  @Test("A VM that is being restarted when the list is made comes back too")
  func restarting() async throws {
    let night = try await TestNight()
    let rack = night.test.rack("vm restart")
    let lock = try await rack.state.lock(.vm(VMName(parsing: "web")), time: rack.time)
    await night.guest("web") {
      $0.state = .off
      $0.guestWentDown = true
    }
    let window = try night.window()
    try await night.begin(window)
    lock.release()
    try await night.end(window)
    #expect(await night.running() == ["dns", "mail", "printer", "web"])
    #expect(try night.test.rack().find(VMName(parsing: "web")).vm.wanted == true)
  }

  @Test("A domain that libvirt forgets when it is down is named in the plan, and is gone")
  func transient() async throws {
    let night = try await TestNight()
    await night.guest("printer") { $0.isPersistent = false }
    let plan = try await night.test.rack().planOutage()
    #expect(plan.parts.filter(\.isTransient).map(\.entry.name) == ["printer"])
  }

  @Test("A second begin adds what runs meanwhile, and forgets nothing; a second window is busy")
  func again() async throws {
    let night = try await TestNight()
    let window = try night.window()
    let other = try night.window()
    #expect(other.id != window.id && other.id.description.hasSuffix("-2"))
    try await night.begin(window)
    let failure = await Failure.of { try await night.begin(other) }
    #expect(failure?.kind == .busy && failure?.hints == ["coloc maintenance end \(window.id)"])
    await night.guest("spare") { $0.run() }
    let again = try await night.begin(window)
    #expect(again.isSafe && again.entries.count == 5)
    try await night.end(window)
    #expect(await night.running() == ["dns", "mail", "printer", "spare", "web"])
  }

  @Test("The owner's later word wins: stopped in the window it stays down, started it is no longer owed")
  func words() async throws {
    let night = try await TestNight()
    let window = try night.window()
    try await night.begin(window)
    let rack = night.test.rack()
    _ = try await rack.stop(VMName(parsing: "web"), timeout: .seconds(60), reason: nil)
    _ = try await rack.start(VMName(parsing: "mail"), reason: nil)
    await night.guest("mail") {
      $0.state = .off
      $0.guestWentDown = true
    }
    try await night.end(window)
    #expect(await night.running() == ["dns", "printer"])
  }

  @Test("A suspended tenant's stay down, a deleted one is gone, and what cannot start stays owed")
  func left() async throws {
    let night = try await TestNight()
    let window = try night.window()
    try await night.begin(window)
    let rack = night.test.rack()
    _ = try await rack.delete(VMName(parsing: "mail"), reason: nil)
    let big = try FakeDomain.foreign("big", number: 64, memory: .gibibytes(14))
    await night.test.host.arrange { $0.domains[big.uuid] = big }
    let (open, result) = try await night.end(window)
    #expect(open.state == .begun && result.failures.count == 2)
    #expect(result.failures.allSatisfy { $0.kind == .cannotCreate })
    await night.test.host.arrange { $0.domains[big.uuid] = nil }
    _ = try await rack.suspend(night.test.tenantName, reason: "pause")
    let (ended, last) = try await night.end(window)
    #expect(ended.state == .ended && last.failures.isEmpty)
    #expect(await night.running() == ["printer"])
    #expect(ended.vms.first { $0.name == "mail" }?.back == .gone)
    #expect(ended.vms.first { $0.name == "web" }?.back == .left)
  }

  @Test("While the host goes down nothing starts; a begin that was killed blocks nobody")
  func starting() async throws {
    let night = try await TestNight()
    let rack = night.test.rack()
    try await rack.openOutage(.power, nil, reason: nil)
    let lock = try await rack.state.lock(.power, time: rack.time)
    let spare = try VMName(parsing: "spare")
    #expect(await Failure.of { _ = try await rack.start(spare, reason: nil) }?.kind == .busy)
    lock.release()
    #expect(try await rack.start(spare, reason: nil))
  }

  @Test("libvirt's autostart is held as long as the outage is open; of a tenant suspended meanwhile it is noted")
  func autostart() async throws {
    for isSuspended in [false, true] {
      let night = try await TestNight()
      let names = { await night.test.host.domains.values.filter(\.autostart).map(\.name).sorted() }
      // The owner took one off himself: it stays off.
      await night.guest("mail") { $0.autostart = false }
      let window = try night.window()
      try await night.begin(window)
      #expect(await names().isEmpty)
      if isSuspended { _ = try await night.test.rack().suspend(night.test.tenantName, reason: "pause") }
      try await night.end(window)
      #expect(await names() == (isSuspended ? [] : ["dns", "spare", "web"]))
      let noted = try night.test.rack().tenant(night.test.tenantName).suspended?.autostart.map(\.description)
      #expect(noted == (isSuspended ? ["dns", "spare", "web"] : nil))
      try await night.expectTidy()
    }
  }

  @Test("What was measured tells how long it takes; the bound is told beforehand")
  func times() async throws {
    let night = try await TestNight()
    let first = try await night.test.rack().planOutage()
    // Three of order 50 and one of order 90, one at a time, 120 s each.
    #expect(first.longest == 480 && first.unmeasured == 4 && first.expected == 4 * OutagePlan.guess)
    let window = try night.window()
    try await night.begin(window)
    try await night.end(window)
    let second = try await night.test.rack().planOutage()
    #expect(second.unmeasured == 0 && second.expected == 8)
    #expect(second.parts.map(\.entry.name) == ["mail", "printer", "web", "dns"])
  }

  @Test("The sites' pages are up while the host is down; their trouble holds up nothing")
  func pages() async throws {
    let night = try await TestNight()
    try night.test.change { tenant in
      tenant.agreement = tenant.agreement.map { agreement in
        Agreement(
          vms: agreement.vms,
          vcpus: agreement.vcpus,
          memory: agreement.memory,
          disk: agreement.disk,
          sites: (try? [SiteName(parsing: "velo.example")]) ?? [],
          ownerAccess: agreement.ownerAccess,
          conversation: agreement.conversation,
          agreed: agreement.agreed
        )
      }
    }
    let window = try night.window()
    try await night.begin(window)
    #expect(await night.test.pages.up.map(\.description) == ["velo.example"])
    try await night.end(window)
    #expect(await night.test.pages.up.isEmpty)
    await night.test.pages.fail(Failure(.unreachable, "the proxy is away"))
    let other = try night.window()
    #expect(try await night.begin(other).isSafe)
    #expect(night.test.narrator.lines.contains { $0.contains("the proxy is away") })
    #expect(try await night.end(other).window.state == .ended)
  }

  @Test("The owner's word counts for one that an interrupted command had asked, and a begin again does not undo it")
  func stopped() async throws {
    let night = try await TestNight()
    let rack = night.test.rack()
    try await rack.openOutage(.power, nil, reason: nil)
    let entry = try #require(try rack.state.outages.read()?.entries.first { $0.name == "web" })
    _ = try await OutageLedger(rack.state.outages).markAsked(entry, at: rack.time.now())
    let web = try VMName(parsing: "web")
    _ = try await rack.stop(web, timeout: .seconds(60), reason: nil)
    // This one does not hear, and the owner wants it down all the same.
    await night.guest("mail") {
      $0.deafFor = 2
      $0.hasAgent = false
    }
    #expect(try await rack.stop(VMName(parsing: "mail"), timeout: .seconds(1), reason: nil) == .stillRunning)
    _ = try await rack.powerDown(reason: nil) { _ in }
    try await night.up()
    #expect(await night.running() == ["dns", "printer"])
  }

  @Test("A VM whose autostart cannot be set holds up nobody")
  func autostartFails() async throws {
    let night = try await TestNight()
    await night.test.host.arrange { $0.refusesAutostart = ["web"] }
    let window = try night.window()
    #expect(try await night.begin(window).isSafe)
    #expect(night.test.narrator.lines.contains { $0.contains("cannot keep libvirt from starting web by itself") })
  }
}
