internal import ArgumentParser
internal import ColocKit

/// `coloc tenant show`.
struct TenantShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a tenant: contacts, conversations, the agreement and what is used of it."
  )

  @Argument(help: "The tenant.", transform: typed)
  var name: TenantName

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("tenant show") { rack in
      let tenant = try rack.tenant(name)
      output.put([tenant.json], names: [tenant.name.description]) {
        Self.details(tenant, rack.localTime).text
      }
    }
  }

  private static func details(_ tenant: Tenant, _ time: LocalTime) -> Details {
    var details = Details()
    details.add("name", tenant.name)
    details.add("display name", Printable.clean(tenant.displayName))
    details.add("language", tenant.language.rawValue)
    if let refusal = tenant.refused {
      details.add("refused", "\(time.text(refusal.since)): \(Printable.clean(refusal.reason))")
    }
    if let suspension = tenant.suspended {
      details.add("suspended", "\(time.text(suspension.since)): \(Printable.clean(suspension.reason))")
      let names = suspension.ran.map(\.description).joined(separator: ", ")
      let verb = suspension.resuming ? "still to start" : "resume starts"
      details.add(verb, names.isEmpty ? "none" : names)
    }
    for contact in tenant.contacts { details.add("contact", contact) }
    for key in tenant.sshKeys { details.add("SSH key", "\(key.algorithm) \(Printable.clean(key.comment))") }
    for conversation in tenant.conversations {
      details.add(
        "\(conversation.id)",
        "\(conversation.date) \(conversation.channel.rawValue): \(Printable.clean(conversation.summary))"
      )
    }
    if let agreement = tenant.agreement {
      details.add("agreed", "\(agreement.limit.words) (\(agreement.conversation))")
      for site in agreement.sites { details.add("site", site) }
      details.add("owner's account", agreement.ownerAccess ? "yes" : "no")
    } else {
      details.add("agreed", tenant.isSelf ? "the owner needs none" : "nothing yet")
    }
    details.add("used", Demand(of: tenant.vms).words)
    for vm in tenant.vms {
      details.add(
        "VM",
        "\(vm.name)  \(vm.system), \(vm.vcpus) vCPUs, \(vm.memory), \(vm.disk), \(vm.ipv4?.description ?? "-")"
      )
    }
    return details
  }
}
