internal import ArgumentParser
internal import ColocKit
internal import Foundation

/// `coloc tenant add`.
struct TenantAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a tenant; it may have nothing yet.",
    usage: "coloc tenant add <name> [options]",
    discussion: "Next: coloc tenant talk NAME …, then coloc tenant agree NAME …"
  )

  @Argument(help: "A short name: a-z, 0-9 and -.", transform: typed)
  var name: TenantName

  @Option(help: ArgumentHelp("The name as people write it.", valueName: "text"))
  var displayName: String?

  @Option(help: "The language it is written to in: fr or en.")
  var language: Language?

  @Option(
    help: ArgumentHelp("How to reach it: email:…, matrix:…, xmpp:…, fediverse:…, phone:…; again for more."),
    transform: typed
  )
  var contact: [Contact] = []

  @Option(help: ArgumentHelp("A file with SSH public keys (….pub); again for more.", valueName: "file"))
  var sshKey: [String] = []

  @Flag(name: .customLong("self"), help: "The owner himself: needs no conversation; exactly one.")
  var isSelf = false

  @OptionGroup var why: ReasonOption

  func run() async throws {
    let keys = try sshKey.flatMap(KeyFile.read)
    try await Session.with("tenant add") { rack in
      let tenant = try await rack.addTenant(
        TenantRequest(
          name: name,
          displayName: displayName,
          language: language,
          isSelf: isSelf,
          contacts: contact,
          sshKeys: keys
        ),
        reason: why.reason
      )
      Terminal.say("added \(tenant.name)")
      guard !tenant.isSelf else { return }
      Terminal.say("after talking: coloc tenant talk \(tenant.name) --channel mail --summary \"…\"")
    }
  }
}
