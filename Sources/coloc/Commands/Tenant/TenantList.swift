internal import ArgumentParser
internal import ColocKit

/// `coloc tenant list`.
struct TenantList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List tenants.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("tenant list") { rack in
      let manifests = try rack.state.manifests.all()
      output.put(manifests.tenants.map(\.json), names: manifests.tenants.map(\.name.description)) {
        var table = Table(headers: ["TENANT", "LANG", "VMS", "AGREED", "STATE", "NAME"])
        table.rows = manifests.tenants.map(Self.row)
        return table.text(width: Terminal.width)
      }
      try Session.report(manifests.unreadable.map(\.failure))
    }
  }

  private static func row(_ tenant: Tenant) -> [String] {
    let agreed =
      tenant.isSelf ? "owner" : tenant.agreement.map { "\($0.vms) VMs, \($0.memory), \($0.disk)" } ?? "nothing"
    return [
      tenant.name.description, tenant.language.rawValue, String(tenant.vms.count), agreed,
      state(of: tenant), Printable.clean(tenant.displayName),
    ]
  }

  private static func state(of tenant: Tenant) -> String {
    if let suspension = tenant.suspended { return suspension.resuming ? "resuming" : "suspended" }
    return tenant.refused == nil ? "-" : "refused"
  }
}
