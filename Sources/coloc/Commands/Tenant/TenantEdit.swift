internal import ArgumentParser
internal import ColocKit

/// `coloc tenant edit`.
struct TenantEdit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change a tenant's name, language, contacts or SSH keys.",
    usage: "coloc tenant edit <name> <options>",
    discussion: """
      Keys go into VMs made from now on: no existing VM is touched. Removals come before additions. What was agreed \
      is changed by coloc tenant agree.
      """
  )

  @Argument(help: "The tenant.", transform: typed)
  var name: TenantName

  @Option(help: ArgumentHelp("The name as people write it.", valueName: "text"))
  var displayName: String?

  @Option(help: "The language it is written to in: fr or en.")
  var language: Language?

  @Option(
    help: ArgumentHelp("One more way to reach it: email:…, matrix:…; again for more.", valueName: "contact"),
    transform: typed
  )
  var addContact: [Contact] = []

  @Option(help: ArgumentHelp("A way that is no more; again for more.", valueName: "contact"), transform: typed)
  var removeContact: [Contact] = []

  @Option(help: ArgumentHelp("A file with SSH public keys (….pub); again for more.", valueName: "file"))
  var addSshKey: [String] = []

  @Option(help: ArgumentHelp("A key by its fingerprint or comment; again for more.", valueName: "key"))
  var removeSshKey: [String] = []

  @OptionGroup var why: ReasonOption

  func validate() throws {
    let lists = [addContact.map(\.description), removeContact.map(\.description), addSshKey, removeSshKey]
    guard displayName != nil || language != nil || lists.contains(where: { !$0.isEmpty }) else {
      throw ValidationError("say what to change: --display-name, --language, --add-contact, --add-ssh-key, …")
    }
  }

  func run() async throws {
    var change = TenantChange()
    change.displayName = displayName
    change.language = language
    change.addedContacts = addContact
    change.removedContacts = removeContact
    change.addedKeys = try addSshKey.flatMap(KeyFile.read)
    change.removedKeys = removeSshKey
    try await Session.with("tenant edit") { rack in
      let fields = try rack.editTenant(name, change, reason: why.reason)
      for line in Self.words(for: fields, of: try rack.tenant(name)) { Terminal.say(line) }
    }
  }

  /// What changed, and what a change of keys does not do.
  static func words(for fields: [String], of tenant: Tenant) -> [String] {
    guard !fields.isEmpty else { return ["\(tenant.name) is so already"] }
    var lines = ["changed \(fields.joined(separator: ", ")) of \(tenant.name)"]
    guard fields.contains("sshKeys") else { return lines }
    if tenant.sshKeys.isEmpty { lines.append("it has no key left: no VM can be created for it") }
    if !tenant.vms.isEmpty {
      let names = tenant.vms.map(\.name.description).joined(separator: ", ")
      lines.append("not touched: \(names); keys there are changed inside, in ~/.ssh/authorized_keys")
    }
    return lines
  }
}
