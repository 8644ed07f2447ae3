/// Whom and what a window touches, and how long it should take.
public struct WindowReport: Sendable {
  /// The window.
  public let window: Window
  /// The tenants with VMs on the host, the owner's own VMs among them.
  public let tenants: [Tenant]
  /// What runs now, in the order in which it would go down; nil when the host is away, and once the window is over.
  public let plan: OutagePlan?
  /// The time line: of an open window as far as it is, of one that is over as it was.
  public let entries: [OutageEntry]
  /// How long the coming back should take, in seconds, by what was measured.
  public let returning: Int
  /// Why what runs is unknown; nil when the host answered.
  public let hostFault: Failure?

  /// The item of `maintenance show --json`.
  public var json: JSONValue {
    guard case .object(var fields) = window.json else { return .null }
    fields["vms"] = .array(entries.map(\.json))
    fields["tenants"] = .array(
      tenants.map { tenant in
        .object([
          "name": .text(tenant.name), "self": .bool(tenant.isSelf), "suspended": .bool(tenant.staysDown),
          "vms": .texts(tenant.vms.map(\.name).sorted()), "sites": .texts(tenant.agreement?.sites ?? []),
        ])
      }
    )
    fields["plan"] = plan.map { .array($0.parts.map(\.json)) } ?? .null
    fields["longest"] = plan.map { .int($0.longest) } ?? .null
    fields["expected"] = plan.map { .int($0.expected + returning) } ?? .null
    return .object(fields)
  }
}

extension Rack {
  /// Looks at all that a window touches; a host that is away leaves gaps, not an error. Throws `notFound`.
  public func report(on id: WindowID) async throws -> WindowReport {
    let window = try window(id)
    let outage = try state.outages.read()
    var plan: OutagePlan?
    var fault: Failure?
    if window.isOpen {
      do {
        plan = try await planOutage()
      } catch let failure as Failure {
        fault = failure
      }
    }
    return WindowReport(
      window: window,
      tenants: try manifests.all().tenants.filter { !$0.vms.isEmpty }.sorted { $0.name < $1.name },
      plan: plan,
      entries: outage?.window == id ? outage?.entries ?? [] : window.vms,
      returning: try returnTime(of: plan?.parts.map(\.entry) ?? []).expected,
      hostFault: fault
    )
  }
}
