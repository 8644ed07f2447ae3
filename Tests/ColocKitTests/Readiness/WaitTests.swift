import Testing

@testable import ColocKit

@Suite("Waiting says which stage is reached and which is stuck")
struct WaitTests {
  /// Longer than any wait that succeeds.
  private static let long = Duration.seconds(1_000_000)

  /// A running VM on a clock that the watch, the console and the port sleep on.
  private func prepared(
    parties: Int = 3,
    console: [(at: Duration, bytes: [UInt8])] = [],
    _ guest: @Sendable (inout FakeDomain) -> Void = { _ in }
  ) async throws -> (TestRack, VMRecord) {
    let test = try await TestRack(parties: parties)
    let vm = try await test.rack().create(test.request()).vm
    await test.host.arrange { host in
      guard var domain = host.domains[vm.uuid] else { return }
      domain.console = console
      guest(&domain)
      host.domains[vm.uuid] = domain
    }
    return (test, vm)
  }

  private func said(_ seconds: Int, _ text: String) -> (at: Duration, bytes: [UInt8]) {
    (.seconds(seconds), Array(text.utf8))
  }

  private func keys(_ key: SSHPublicKey) -> String {
    "-----BEGIN SSH HOST KEY KEYS-----\n\(key)\n-----END SSH HOST KEY KEYS-----\n"
  }

  @Test("Stages in their usual order; host keys from the console are recorded")
  func usual() async throws {
    let key = try Sample.key("root@velo-web")
    let (test, vm) = try await prepared(
      console: [said(1, "SeaBIOS\n"), said(20, keys(key)), said(30, "coloc: velo-web is ready\n")]
    )
    test.reachability.answer(.refused, from: .seconds(5))
    test.reachability.answer(.open(banner: nil), from: .seconds(8))
    test.reachability.answer(.open(banner: "SSH-2.0-OpenSSH_9.2"), from: .seconds(12))
    let report = try await test.rack().wait(for: vm.name, until: .ready, timeout: Self.long)
    #expect(report.stuck == nil && report.reached == Stage.allCases)
    #expect(report.hostKeys == [key])
    #expect(try test.rack().find(vm.name).vm.hostKeys == [key])
    #expect(
      test.narrator.stages.suffix(5) == ["console alive", "address", "tcp/22", "SSH banner", "cloud-init finished"]
    )
  }

  @Test("An agent that is quicker than the console: the keys of a new VM are waited for")
  func quickAgent() async throws {
    let key = try Sample.key("root@velo-web")
    let (test, vm) = try await prepared(console: [said(1, "SeaBIOS\n"), said(14, keys(key))]) {
      $0.hasAgent = true
      $0.files["/run/cloud-init/result.json"] = []
    }
    test.reachability.answer(.open(banner: "SSH-2.0-dropbear"), from: .seconds(11))
    let report = try await test.rack().wait(for: vm.name, until: .ready, timeout: Self.long, isNew: true)
    #expect(report.stuck == nil && report.hostKeys == [key])
    #expect(try test.rack().find(vm.name).vm.hostKeys == [key])
  }

  @Test("A VM started just now that never says a word is stuck at the console; an old one at its address")
  func deadImage() async throws {
    for (isNew, stuck) in [(true, "console alive"), (false, "address")] {
      let (test, vm) = try await prepared()
      let report = try await test.rack().wait(for: vm.name, until: .ready, timeout: .seconds(60), isNew: isNew)
      #expect(report.stuck == stuck)
    }
    let (test, vm) = try await prepared(console: [said(1, "GRUB\n")])
    let report = try await test.rack().wait(for: vm.name, until: .ready, timeout: .seconds(60), isNew: true)
    #expect(report.stuck == "address")
  }

  @Test("An adopted VM without an address can only be waited for by what is known")
  func noAddress() async throws {
    let test = try await TestRack()
    let old = try Sample.adopted()
    try test.change { $0.vms.append(old) }
    await test.host.adopt(old, of: test.configuration.rack)
    let failure = await Failure.of { _ = try await test.rack().wait(for: old.name, until: .ssh, timeout: .seconds(1)) }
    #expect(failure?.kind == .notFound)
    let report = try await test.rack().wait(for: old.name, until: .running, timeout: .seconds(1))
    #expect(report.stuck == nil)
  }

  @Test("cloud-init may finish before sshd answers: order does not matter")
  func reversed() async throws {
    let (test, vm) = try await prepared(
      console: [said(1, keys(try Sample.key()) + "coloc: velo-web is ready\n")]
    )
    test.reachability.answer(.open(banner: "SSH-2.0-x"), from: .seconds(40))
    let report = try await test.rack().wait(for: vm.name, until: .ready, timeout: Self.long)
    #expect(report.stuck == nil && report.reached == Stage.allCases)
    #expect(report.seconds >= 40)
  }

  @Test(
    "A wait that runs out names the stage that is stuck, and shows the console's last words",
    arguments: [
      (nil, "address"), (PortAnswer.refused, "tcp/22"), (PortAnswer.open(banner: nil), "SSH banner"),
      (PortAnswer.open(banner: "SSH-2.0-x"), "cloud-init finished"),
    ] as [(PortAnswer?, String)]
  )
  func stuck(_ answer: PortAnswer?, _ stage: String) async throws {
    let (test, vm) = try await prepared(console: [said(1, "Kernel panic - not syncing\n")])
    if let answer { test.reachability.answer(answer) }
    let report = try await test.rack().wait(for: vm.name, until: .ready, timeout: .seconds(300))
    #expect(report.stuck == stage)
    #expect(report.seconds == 300)
    #expect(report.console == ["Kernel panic - not syncing"])
    #expect(await test.host.domains[vm.uuid]?.state == .running)
  }

  @Test("A port that answers something else than SSH is not SSH")
  func notSSH() async throws {
    let (test, vm) = try await prepared()
    test.reachability.answer(.open(banner: "220 smtp"))
    let report = try await test.rack().wait(for: vm.name, until: .ssh, timeout: .seconds(60))
    #expect(report.stuck == "SSH banner")
  }

  @Test("For ssh, cloud-init is not waited for; keys nobody heard are read by the agent")
  func ssh() async throws {
    let key = try Sample.key("root@velo-web")
    let (test, vm) = try await prepared {
      $0.hasAgent = true
      $0.files["/etc/ssh/ssh_host_ed25519_key.pub"] = Array("\(key)\n".utf8)
      $0.files["/etc/ssh/ssh_host_rsa_key.pub"] = Array("rubbish".utf8)
    }
    test.reachability.answer(.open(banner: "SSH-2.0-x"))
    let report = try await test.rack().wait(for: vm.name, until: .ssh, timeout: Self.long)
    #expect(report.stuck == nil && !report.reached.contains(.cloudInit))
    #expect(try test.rack().find(vm.name).vm.hostKeys == [key])
  }

  @Test("A guest that finished before anybody listened says so by the agent")
  func finishedBefore() async throws {
    let (test, vm) = try await prepared {
      $0.hasAgent = true
      $0.files["/run/cloud-init/result.json"] = []
    }
    test.reachability.answer(.open(banner: "SSH-2.0-x"))
    let report = try await test.rack().wait(for: vm.name, until: .ready, timeout: Self.long)
    #expect(report.stuck == nil && report.reached.contains(.cloudInit) && !report.reached.contains(.console))
  }

  @Test("Host keys that are known already stay, whatever the console says now")
  func firstKeys() async throws {
    let (test, vm) = try await prepared(
      console: [said(1, keys(try Sample.key("new")) + "coloc: velo-web is ready\n")]
    )
    let first = try Sample.key("first")
    try test.change { $0.vms[0].hostKeys = [first] }
    test.reachability.answer(.open(banner: "SSH-2.0-x"))
    let report = try await test.rack().wait(for: vm.name, until: .ready, timeout: Self.long)
    #expect(report.hostKeys == [first])
    #expect(try test.rack().find(vm.name).vm.hostKeys == [first])
  }

  @Test("A VM that goes off while it is waited for: the report says so")
  func goesOff() async throws {
    let (test, vm) = try await prepared { $0.goesOff = .seconds(10) }
    let report = try await test.rack().wait(for: vm.name, until: .ready, timeout: .seconds(60))
    #expect(report.stuck == "it is off, not running")
  }

  @Test("A VM that disappears from libvirt ends the wait: 66")
  func disappears() async throws {
    let (test, vm) = try await prepared(parties: 1)
    await test.host.arrange { $0.domains = [:] }
    let failure = await Failure.of {
      _ = try await test.rack().wait(for: vm.name, until: .running, timeout: .seconds(60))
    }
    #expect(failure?.kind == .notFound)
  }

  @Test("running and off look at libvirt alone")
  func plain() async throws {
    let (test, vm) = try await prepared(parties: 1) { $0.goesOff = .seconds(10) }
    let running = try await test.rack().wait(for: vm.name, until: .running, timeout: .seconds(60))
    #expect(running.stuck == nil && running.seconds == 0)
    let off = try await test.rack().wait(for: vm.name, until: .off, timeout: .seconds(60))
    #expect(off.stuck == nil && off.seconds == 10)
    #expect(await !test.host.calls.contains("console"))
  }

  @Test("A wait for off that runs out says that it still runs; one for running that it is off")
  func plainStuck() async throws {
    let (test, vm) = try await prepared(parties: 1)
    let off = try await test.rack().wait(for: vm.name, until: .off, timeout: .seconds(5))
    #expect(off.stuck == "it still runs" && off.seconds == 5)
    await test.host.arrange { $0.domains[vm.uuid]?.state = .off }
    let running = try await test.rack().wait(for: vm.name, until: .running, timeout: .seconds(5))
    #expect(running.stuck == "it is off, not running")
  }

  @Test("The agent's goal asks the agent")
  func agent() async throws {
    let (test, vm) = try await prepared(parties: 2) { $0.hasAgent = true }
    #expect(try await test.rack().wait(for: vm.name, until: .agent, timeout: .seconds(9)).stuck == nil)
    let (other, silent) = try await prepared(parties: 2)
    let report = try await other.rack().wait(for: silent.name, until: .agent, timeout: .seconds(9))
    #expect(report.stuck == "the guest agent does not answer")
  }
}
