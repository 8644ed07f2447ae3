import Foundation
import Glibc
import Testing

extension Night {
  /// The tool killed at a message to libvirt, then the same command again: the end of an undisturbed evening.
  @Suite
  struct DisturbedTests {
    private static let names = ["one", "two"]

    private static func with(_ body: (TrialRack, [String]) async throws -> Void) async throws {
      let unit = try EnabledUnit()
      defer { unit.disable() }
      try await TrialRack.with { rack in
        try await rack.image(try Lab.image("no-os"))
        try await rack.tenant("asso")
        for name in names { try await rack.stone(name, for: "asso") }
        try await rack.stone("off", for: "asso")
        try await rack.coloc("vm kill off --confirm off")
        try await body(rack, try await rack.running())
      }
    }

    /// Runs a command that is killed at a message to libvirt; one that needs fewer messages ends by itself.
    @discardableResult
    private static func killed(_ rack: TrialRack, _ command: [String], at message: Int) async throws -> Bool {
      let proxy = try LibvirtProxy(LinkFault(message: message, action: .meanwhile { kill($0, SIGKILL) }))
      let environment = ["COLOC_HOME": rack.home, "COLOC_URI": proxy.uri]
      let outcome = try await Lab.run([Lab.coloc] + command, env: environment, timeout: .seconds(90))
      try await proxy.stop()
      #expect(outcome.status == 128 + SIGKILL || outcome.status == 0, "\(command) at \(message): \(outcome)")
      return outcome.status != 0
    }

    @Test("begin killed, begun again, ended")
    func begin() async throws {
      try await Self.with { rack, before in
        var kills = 0
        for message in LabSample.of(Array(2..<40), 3, for: "begin killed") {
          let window = try await rack.window()
          if try await Self.killed(rack, ["maintenance", "begin", window, "--yes"], at: message) { kills += 1 }
          try await rack.coloc("maintenance begin \(window) --yes", saying: ["safe to switch off"])
          try await rack.coloc("maintenance end \(window) --yes")
          #expect(try await rack.running() == before, "message \(message)")
          #expect(try rack.outage().isEmpty, "message \(message)")
        }
        #expect(kills > 0, "no command was killed")
      }
    }

    /// Starts libvirtd anew if it died, as systemd does.
    private static func keepDaemon() async throws {
      let answer = try await Lab.run(["virsh", "-c", "qemu:///system", "version"], timeout: .seconds(5))
      if answer.status != 0 { try await Lab.libvirtd("start") }
    }

    @Test("libvirtd killed at a message of begin, and of end; it runs again, and so does the command")
    func daemon() async throws {
      try await Self.with { rack, before in
        for message in LabSample.of(Array(2..<40), 2, for: "libvirtd killed in an outage") {
          let window = try await rack.window()
          for verb in ["begin", "end"] {
            let proxy = try LibvirtProxy(LinkFault(message: message, action: .meanwhile { _ in Lab.killDaemon() }))
            let environment = ["COLOC_HOME": rack.home, "COLOC_URI": proxy.uri]
            let command = [Lab.coloc, "maintenance", verb, window, "--yes"]
            async let outcome = Lab.run(command, env: environment, timeout: .seconds(150))
            let keeper = Task {
              while !Task.isCancelled {
                try await Self.keepDaemon()
                try await Task.sleep(for: .milliseconds(300))
              }
            }
            let ended = try await outcome
            keeper.cancel()
            _ = await keeper.result
            try await proxy.stop()
            try await Self.keepDaemon()
            #expect([0, 2, 69, 76].contains(ended.status), "\(verb) at \(message): \(ended)")
            if ended.status != 0 { try await rack.coloc("maintenance \(verb) \(window) --yes") }
          }
          #expect(try await rack.running() == before, "message \(message)")
          #expect(try rack.outage().isEmpty, "message \(message)")
        }
      }
    }

    @Test("begin killed, the power cut, end killed, ended")
    func end() async throws {
      try await Self.with { rack, before in
        for message in LabSample.of(Array(2..<40), 3, for: "end killed") {
          let window = try await rack.window()
          try await Self.killed(rack, ["maintenance", "begin", window, "--yes"], at: message + 20)
          try await Lab.cutPower()
          let isBegun = try !rack.outage().isEmpty
          try await rack.coloc("power up")
          if isBegun {
            #expect(try await rack.running().isEmpty, "message \(message)")
            try await Self.killed(rack, ["maintenance", "end", window, "--yes"], at: message)
            let left = try await rack.item("maintenance show \(window) --json")["state"] as? String
            let isOpen = try !rack.outage().isEmpty
            if left != "ended" || isOpen {
              try await rack.coloc("maintenance end \(window) --yes")
            }
          }
          #expect(try await rack.running() == before, "message \(message)")
          #expect(try rack.outage().isEmpty, "message \(message)")
        }
      }
    }

    @Test("the power cut again while they come back, after a window and after power down: all come back")
    func again() async throws {
      try await Self.with { rack, before in
        for message in LabSample.of(Array(2..<40), 1, for: "cut again") {
          let window = try await rack.window()
          try await rack.coloc("maintenance begin \(window) --yes", saying: ["safe to switch off"])
          try await Lab.cutPower()
          try await Self.killed(rack, ["maintenance", "end", window, "--yes"], at: message)
          try await Lab.cutPower()
          try await rack.coloc("power up")
          if try !rack.outage().isEmpty {
            #expect(try await rack.running().isEmpty, "message \(message)")
            try await rack.coloc("maintenance end \(window) --yes", saying: ["come back: at most"])
          }
          #expect(try await rack.running() == before, "message \(message)")
          try await rack.coloc("power down", saying: ["safe to switch off"])
          try await Lab.cutPower()
          try await Self.killed(rack, ["power", "up"], at: message)
          try await Lab.cutPower()
          try await rack.coloc("power up")
          #expect(try await rack.running() == before, "message \(message)")
          #expect(try rack.outage().isEmpty, "message \(message)")
        }
      }
    }
  }
}
