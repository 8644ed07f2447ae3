import Testing

@testable import ColocKit

@Suite("Maintenance windows are planned, changed and cancelled")
struct WindowTests {
  private func request(_ reason: String = "Disques neufs", days: Int = 3) -> WindowRequest {
    var request = WindowRequest()
    request.start = VirtualClock.dawn.adding(days: days)
    request.length = TimeSpan(seconds: 7200)
    request.reason = reason
    return request
  }

  @Test("A name from the day and the reason, made unique; all it says reads back")
  func names() async throws {
    let test = try await TestRack()
    let rack = test.rack("maintenance plan")
    var first = request("Été: remplacement des disques du châssis numéro 2")
    first.texts = [.french: "On change\nles disques."]
    let window = try rack.plan(first)
    let day = WallClock(zone: "Europe/Paris").day(of: window.start).description.replacing("-", with: "")
    #expect(window.id.description == "\(day)-ete-remplacement-des")
    #expect(try rack.plan(first).id.description == "\(day)-ete-remplacement-des-2")
    #expect(try rack.plan(request("…")).id.description == "\(day)-maintenance")
    #expect(try rack.plan(request(String(repeating: "x", count: 90))).id.description.count == 33)
    #expect(try rack.window(window.id) == window && window.state == .draft && window.sequence == 0)
    #expect(try test.audit().contains { $0.contains(window.id.description) })
  }

  @Test("A change after people were told counts once until they are told again")
  func change() async throws {
    let test = try await TestRack()
    let rack = test.rack()
    let window = try rack.plan(request())
    try rack.state.windows.change(window.id) { window in
      window.state = .announced
      window.announced = window.created
    }
    var change = WindowRequest()
    change.id = window.id
    #expect(try rack.plan(change).state == .announced)
    change.length = TimeSpan(seconds: 3600)
    #expect(try rack.plan(change).sequence == 1)
    change.start = window.start.adding(days: 1)
    let changed = try rack.plan(change)
    #expect(changed.state == .changed && changed.sequence == 1 && changed.length == 3600)
    let cancelled = try await rack.cancel(window.id, reason: nil)
    #expect(cancelled.state == .cancelled && cancelled.sequence == 2)
    #expect(try await rack.cancel(window.id, reason: nil) == cancelled)
    #expect(await Failure.of { _ = try rack.plan(change) }?.kind == .notPermitted)
  }

  @Test("Less than 48 hours, and two windows at once, are told; the past is refused")
  func warnings() async throws {
    let test = try await TestRack()
    let rack = test.rack()
    let far = try rack.plan(request())
    #expect(try rack.warnings(about: far).isEmpty)
    let near = try rack.plan(request(days: 1))
    #expect(try rack.warnings(about: near) == ["people get less than 48 hours of notice: 24h"])
    let twin = try rack.plan(request("other"))
    #expect(try rack.warnings(about: twin) == ["it overlaps with \(far.id)"])
    let past = request(days: -1)
    #expect(await Failure.of { _ = try rack.plan(past) }?.kind == .usage)
    test.clock.advance(.seconds(2 * 86_400))
    #expect(try rack.warnings(about: near) == ["it begins in the past"])
  }

  @Test("One that begins now is not in the past, however the clock ticks meanwhile")
  func now() async throws {
    let test = try await TestRack()
    let calm = test.rack()
    let clock = test.clock
    // A second goes by at each look.
    let hurried = TimeSource(
      now: {
        clock.advance(.seconds(1))
        return clock.source.now()
      },
      uptime: clock.source.uptime,
      sleep: clock.source.sleep
    )
    let rack = Rack(
      configuration: calm.configuration,
      state: calm.state,
      host: calm.host,
      runner: calm.runner,
      reachability: calm.reachability,
      narrator: calm.narrator,
      time: hurried,
      templates: calm.templates,
      boot: calm.boot,
      command: calm.command,
      who: calm.who
    )
    var request = request()
    request.start = nil
    request.startsNow = true
    let window = try rack.plan(request)
    #expect(window.start == window.created)
    #expect(try rack.warnings(about: window) == ["people get no notice: it begins now"])
  }

  @Test("While another command begins, cancel is busy and says with what")
  func cancelDuringBegin() async throws {
    let test = try await TestRack()
    let window = try test.rack().plan(request())
    let other = test.rack("coloc maintenance begin")
    let lock = try await other.state.lock(.power, time: other.time)
    let failure = await Failure.of { _ = try await test.rack().cancel(window.id, reason: nil) }
    #expect(failure?.kind == .busy && failure?.message.contains("coloc maintenance begin") == true)
    #expect(try test.rack().window(window.id).state == .draft)
    lock.release()
    #expect(try await test.rack().cancel(window.id, reason: nil).state == .cancelled)
  }

  @Test("What is missing is said; one that came by itself needs no length, and can be ended at once")
  func unplanned() async throws {
    let test = try await TestRack()
    let rack = test.rack()
    for key in ["reason", "start", "length"] {
      var request = request()
      if key == "reason" { request.reason = nil }
      if key == "start" { request.start = nil }
      if key == "length" { request.length = nil }
      #expect(await Failure.of { _ = try rack.plan(request) }?.kind == .usage, "\(key)")
    }
    var cut = WindowRequest()
    cut.unplanned = true
    cut.reason = "coupure EDF"
    cut.start = test.clock.source.now()
    let window = try rack.plan(cut)
    #expect(window.begun == window.start && window.end == nil && window.state == .draft)
    test.clock.advance(.seconds(600))
    let ended = try await rack.end(window.id, reason: nil) { _ in }.window
    #expect(ended.state == .ended && ended.ended?.seconds == window.start.seconds + 600)
    let planned = try rack.plan(request())
    let early = await Failure.of { _ = try await rack.end(planned.id, reason: nil, report: { _ in }) }
    #expect(early?.kind == .notPermitted)
    try await test.expectTidy()
  }

  @Test("Texts that would move a cursor, and ids of other forms, are refused")
  func hostile() async throws {
    let test = try await TestRack()
    var bad = request()
    bad.texts[.english] = "\u{1B}[2J"
    for request in [request("two\nlines"), bad] {
      #expect(await Failure.of { _ = try test.rack().plan(request) }?.kind == .usage)
    }
    #expect(WindowID("../x") == nil && WindowID("20261205") == nil)
  }
}
