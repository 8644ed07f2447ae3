internal import ArgumentParser
internal import ColocKit
internal import Foundation
internal import Glibc

/// What every command does before and after its own work: who is asking, the configuration, what was interrupted.
enum Session {
  /// Opens the rack, ends interrupted operations, runs `body`.
  static func with(_ command: String, recovering: Bool = true, _ body: (Rack) async throws -> Void) async throws {
    try await withHost(command, recovering: recovering) { rack, _ in try await body(rack) }
  }

  /// The same for a command that needs the host itself.
  static func withHost(
    _ command: String,
    recovering: Bool = true,
    _ body: (Rack, LibvirtHost) async throws -> Void
  ) async throws {
    let layout = try privileged()
    let configuration = try ConfigurationFile(layout: layout).read(environment: environment)
    try layout.check()
    let host = LibvirtHost(configuration.host)
    let rack = rack(configuration, layout, host, command)
    if recovering { await recover(rack) } else { try sayInterrupted(rack) }
    try await body(rack, host)
    await host.close()
  }

  /// Hands `body` the doctor of the rack, also of one whose configuration or state cannot be believed: it says so.
  static func examine(_ body: (Doctor) async throws -> Void) async throws {
    let layout = try privileged()
    let configuration: Configuration
    do {
      configuration = try ConfigurationFile(layout: layout).read(environment: environment)
    } catch {
      // Nothing that could be looked at: whoever has no rack yet is told how to make one.
      guard ConfigurationFile(layout: layout).isThere() else { throw error }
      return try await body(Doctor(layout, fault: error, local: LocalMachine(), time: .system))
    }
    let host = LibvirtHost(configuration.host)
    try await body(Doctor(rack(configuration, layout, host, "doctor"), host: host, local: LocalMachine()))
    await host.close()
  }

  /// Reads the configuration or, the first time, draws one up; then runs `body`, told whether it is new.
  static func initialize(_ request: InitRequest, _ body: (Rack, Bool) async throws -> Void) async throws {
    let layout = try privileged()
    let isNew = try !ConfigurationFile(layout: layout).exists()
    if isNew {
      try await drawUp(request, layout)
    } else if !request.isEmpty {
      throw Failure(
        .usage,
        "\(layout.configuration) is there already: it says how the rack is made",
        hint: "edit it, then: coloc init"
      )
    }
    let configuration = try ConfigurationFile(layout: layout).read(environment: environment)
    try layout.ensure()
    let host = LibvirtHost(configuration.host)
    let rack = rack(configuration, layout, host, "init")
    await recover(rack)
    if host.isLocal { try PointsDirectory.ensure(configuration.points) }
    try await body(rack, isNew)
    await host.close()
  }

  /// Says each failure; throws the last one, so that a list that has gaps ends with its exit code.
  static func report(_ failures: [Failure]) throws {
    for failure in failures.dropLast() {
      Terminal.say("coloc: \(failure.message)")
      failure.hints.forEach { Terminal.say("  \($0)") }
    }
    if let last = failures.last { throw last }
  }

  static var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// Root only: state is root's, and what runs on the rack is the owner's alone to say.
  private static func privileged() throws -> StateLayout {
    guard geteuid() == 0 else {
      let home = environment["COLOC_HOME"].map { "COLOC_HOME=\(ShellWord.quoted($0)) " } ?? ""
      let typed = CommandLine.arguments.dropFirst().map { ShellWord.quoted($0) }.joined(separator: " ")
      throw Failure(.notPermitted, "coloc is run as root", hint: "sudo \(home)coloc \(typed)")
    }
    return try StateLayout(home: environment["COLOC_HOME"])
  }

  private static func drawUp(_ request: InitRequest, _ layout: StateLayout) async throws {
    let uri = request.uri ?? environment["COLOC_URI"] ?? "qemu:///system"
    let host = LibvirtHost(.init(name: request.hostName ?? "this host", uri: uri))
    let used = try await host.usedRanges(except: nil)
    var request = request
    request.uri = uri
    let configuration = try Initialization.configuration(
      for: request,
      rack: UUID(),
      surroundings: .here,
      used: used
    )
    try layout.ensure()
    try ConfigurationFile(layout: layout).create(configuration)
    await host.close()
  }

  private static func rack(
    _ configuration: Configuration,
    _ layout: StateLayout,
    _ host: LibvirtHost,
    _ command: String
  ) -> Rack {
    Rack(
      configuration: configuration,
      state: RackState(layout, command: "coloc \(command)"),
      host: host,
      runner: SubprocessRunner(),
      reachability: TCPReachability(),
      narrator: TerminalNarrator(
        isSeen: Terminal.showsProgress || environment["COLOC_PROGRESS"] != nil,
        uptime: TimeSource.system.uptime
      ),
      time: .system,
      templates: .standard(layout),
      boot: .host,
      command: "coloc \(command)",
      who: environment["SUDO_USER"].flatMap { $0.isEmpty ? nil : $0 } ?? "root"
    )
  }

  /// A plan is made beside what was interrupted: the command itself would end that first.
  private static func sayInterrupted(_ rack: Rack) throws {
    let count = try rack.state.intents.abandoned().records.count
    guard count > 0, rack.command != "coloc recover" else { return }
    let what = count == 1 ? "an interrupted command" : "\(count) interrupted commands"
    rack.narrator.say("\(what) would be ended first, which may change this; see: coloc recover --dry-run")
  }

  /// What cannot be ended now, for the host may be away, is said and left for the next command.
  private static func recover(_ rack: Rack) async {
    do {
      let report = try await Recovery(rack).endInterrupted()
      for step in report.steps { rack.narrator.say(step.sentence) }
      for failure in report.failures { sayWaiting(failure.message, rack) }
    } catch {
      sayWaiting((error as? Failure)?.message ?? "\(error)", rack)
    }
  }

  private static func sayWaiting(_ why: String, _ rack: Rack) {
    rack.narrator.say("an interrupted command waits for coloc recover: \(why)")
  }
}
