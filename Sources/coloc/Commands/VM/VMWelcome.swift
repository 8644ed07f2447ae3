internal import ArgumentParser
internal import ColocKit

/// `coloc vm welcome`.
struct VMWelcome: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "welcome",
    abstract: "Print the answer for the tenant, ready to paste, in its language."
  )

  @Argument(help: "The VM.", transform: typed)
  var name: VMName

  @Option(help: "Another language than the tenant's: fr or en.")
  var language: Language?

  func run() async throws {
    try await Session.with("vm welcome") { rack in
      let (tenant, vm) = try rack.find(name)
      Terminal.put(try rack.welcome(vm, for: tenant, in: language))
    }
  }
}
