internal import Foundation

/// One wait: looks at the host, the console, the address and the agent in turn until the goal is met.
struct ReadinessWatch {
  let rack: Rack
  let vm: VMRecord
  let goal: Goal
  let listener: ConsoleListener
  let port: PortWatcher
  let timeout: Duration
  let isNew: Bool
  var reached: Set<Stage> = []
  private var hostKeys: [SSHPublicKey]
  private var lastAgentLook: Duration?

  init(
    rack: Rack,
    vm: VMRecord,
    goal: Goal,
    listener: ConsoleListener,
    port: PortWatcher,
    timeout: Duration,
    isNew: Bool
  ) {
    self.rack = rack
    self.vm = vm
    self.goal = goal
    self.listener = listener
    self.port = port
    self.timeout = timeout
    self.isNew = isNew
    hostKeys = vm.hostKeys
  }

  mutating func run() async throws -> ReadinessReport {
    let begin = rack.time.uptime()
    while true {
      let stuck = try await look()
      let elapsed = rack.time.uptime() - begin
      if stuck == nil || elapsed >= timeout {
        if stuck == nil, goal == .ready || goal == .ssh { try await learnHostKeys() }
        return ReadinessReport(
          reached: reached.sorted(),
          stuck: stuck,
          console: await listener.transcript.tail(12),
          hostKeys: hostKeys,
          seconds: Int(elapsed.components.seconds)
        )
      }
      try await rack.time.sleep(.milliseconds(500))
    }
  }

  /// One look at everything; nil when the goal is met, else what is missing in words.
  private mutating func look() async throws -> String? {
    guard let state = try await rack.host.machine(vm.uuid)?.state else { throw rack.missing(vm.name) }
    if goal == .off { return state.isActive ? "it still runs" : nil }
    guard state == .running else { return "it is \(state.rawValue), not running" }
    if goal == .running { return nil }
    try await lookAtConsole()
    if goal == .agent { return try await rack.host.agentAnswers(vm.uuid) ? nil : "the guest agent does not answer" }
    await lookFromOutside()
    if goal.stages.contains(.cloudInit) { try await lookForResult() }
    guard let missing = goal.stages.first(where: { !reached.contains($0) }) else { return nil }
    // A console is silent on a guest that booted long ago; of one that was started just now it is the first sign of life.
    return (isNew && missing == .address && !reached.contains(.console) ? .console : missing).rawValue
  }

  private mutating func lookAtConsole() async throws {
    let transcript = await listener.transcript
    if transcript.isAlive { reach(.console, "") }
    if hostKeys.isEmpty, !transcript.hostKeys.isEmpty {
      hostKeys = transcript.hostKeys
      try rack.record(hostKeys: hostKeys, of: vm)
    }
    // Said in order: the line can be on the console before a look from outside has come through.
    if transcript.isFinished, reached.contains(.banner) { reach(.cloudInit, "said on the console") }
  }

  private mutating func lookFromOutside() async {
    guard !reached.contains(.banner) else { return }
    switch await port.answer {
    case .silent: break
    case .refused: reach(.address, vm.ipv4?.description ?? "")
    case .open(let banner):
      reach(.address, vm.ipv4?.description ?? "")
      reach(.port, "")
      if let banner, banner.hasPrefix("SSH-") { reach(.banner, Printable.clean(String(banner.prefix(60)))) }
    }
  }

  /// A guest that finished before anybody listened says so in a file; asked every five seconds, for an absent agent
  /// takes its time to not answer.
  private mutating func lookForResult() async throws {
    let now = rack.time.uptime()
    guard reached.contains(.banner), !reached.contains(.cloudInit), now - (lastAgentLook ?? .seconds(-9)) > .seconds(5)
    else { return }
    lastAgentLook = now
    guard try await rack.host.agentAnswers(vm.uuid) else { return }
    if try await rack.host.guestFile(vm.uuid, path: "/run/cloud-init/result.json") != nil {
      reach(.cloudInit, "said by the agent")
    }
  }

  /// Keys that were not seen on the console (nobody listened at first boot) are read through the agent.
  ///
  /// On a busy host the agent can say that all is done before the console's last lines are here: they get five seconds.
  private mutating func learnHostKeys() async throws {
    try await lookAtConsole()
    try await askForHostKeys()
    let begin = rack.time.uptime()
    while hostKeys.isEmpty, isNew, rack.time.uptime() - begin < .seconds(5) {
      try await rack.time.sleep(.milliseconds(500))
      try await lookAtConsole()
    }
  }

  private mutating func askForHostKeys() async throws {
    guard hostKeys.isEmpty, try await rack.host.agentAnswers(vm.uuid) else { return }
    var keys: [SSHPublicKey] = []
    for kind in ["ed25519", "ecdsa", "rsa"] {
      let path = "/etc/ssh/ssh_host_\(kind)_key.pub"
      guard let bytes = try await rack.host.guestFile(vm.uuid, path: path) else { continue }
      if let key = SSHPublicKey(String(decoding: bytes, as: UTF8.self)) { keys.append(key) }
    }
    hostKeys = keys
    try rack.record(hostKeys: keys, of: vm)
  }

  private mutating func reach(_ stage: Stage, _ detail: String) {
    if reached.insert(stage).inserted { rack.narrator.stage(stage.rawValue, detail) }
  }
}
