internal import ArgumentParser
internal import ColocKit

/// `coloc vm console`.
struct VMConsole: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console",
    abstract: "Attach to a VM's serial console; leave with Ctrl-].",
    discussion: "Without a terminal it prints what the console says until standard input ends or the VM goes off."
  )

  @Argument(help: "The VM.", transform: typed)
  var name: VMName

  @Flag(help: "Take it over from whoever is attached.")
  var force = false

  func run() async throws {
    try await Session.withHost("vm console") { rack, host in
      let (_, vm) = try rack.find(name)
      guard try await rack.host.machine(vm.uuid)?.state.isActive == true else {
        throw Failure(.unreachable, "\(name) is not running", hint: "coloc vm start \(name)")
      }
      Terminal.say("attached to \(name); leave with Ctrl-]")
      try await ConsoleSession(host: host, uuid: vm.uuid, force: force).run()
      Terminal.say("")
    }
  }
}
