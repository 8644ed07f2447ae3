internal import Foundation

/// The one rule about who gets what: nothing for others without a conversation, an agreement that rests on it, and
/// room in that agreement.
///
/// Create, restore, adopt, resize, and later import ask here and nowhere else.
public enum Gate {
  /// Judges whether a tenant may have `demand` more, with times as `time` has them; `pending` are its VMs that other commands are making or resizing
  /// now: one that the tenant has already counts once, at the larger of its sizes.
  ///
  /// Figures are totals over all VMs of the tenant, running or not. Throws `Failure`: `notPermitted` for a tenant that is
  /// suspended or was refused, and without a conversation or an agreement; `cannotCreate` past what was agreed.
  public static func judge(
    _ tenant: Tenant,
    asking demand: Demand,
    for subject: String,
    pending: [VMRecord] = [],
    time: LocalTime
  ) throws(Failure) {
    try judgeStart(tenant, time: time)
    guard !tenant.isSelf else { return }
    let used = used(by: tenant, pending: pending)
    let total = used + demand
    if let refusal = tenant.refused {
      throw Failure(
        .notPermitted,
        "\(tenant.name) was refused at \(time.text(refusal.since)) (\(Printable.clean(refusal.reason)))",
        hints: ["an agreement after another talk replaces that:", talkLine(tenant), agreeLine(tenant, total)]
      )
    }
    guard !tenant.conversations.isEmpty else {
      throw Failure(
        .notPermitted,
        "\(tenant.name) has no recorded conversation: first talk, then provision",
        hints: ["after talking with \(tenant.displayName), type:", talkLine(tenant), agreeLine(tenant, total)]
      )
    }
    guard let agreement = tenant.agreement else {
      throw Failure(
        .notPermitted,
        "\(tenant.name) has no agreement",
        hints: ["after agreeing, type:", agreeLine(tenant, total)]
      )
    }
    guard let basis = tenant.conversations.first(where: { $0.id == agreement.conversation }) else {
      throw Failure(
        .notPermitted,
        "the agreement of \(tenant.name) rests on \(agreement.conversation), which is not recorded",
        hints: ["record it and agree again:", talkLine(tenant), agreeLine(tenant, total)]
      )
    }
    let excess = excesses(total, over: agreement.limit)
    guard excess.isEmpty else {
      throw Failure(
        .cannotCreate,
        "\(subject) would take \(tenant.name) past what was agreed: \(excess.joined(separator: ", "))",
        hints: [
          "agreed on \(basis.date) by \(basis.channel.rawValue) (\(basis.id)): \(agreement.limit.words)",
          "in use: \(used.words)", "after talking again, type:", talkLine(tenant),
          agreeLine(tenant, total.covering(agreement.limit)),
        ]
      )
    }
  }

  /// Judges whether VMs of a tenant may run. Throws `notPermitted` while it is suspended.
  public static func judgeStart(_ tenant: Tenant, time: LocalTime) throws(Failure) {
    guard tenant.staysDown, let suspension = tenant.suspended else { return }
    throw Failure(
      .notPermitted,
      "\(tenant.name) is suspended since \(time.text(suspension.since)) (\(Printable.clean(suspension.reason)))",
      hint: "lift it: coloc tenant resume \(tenant.name)"
    )
  }

  private static func excesses(_ total: Demand, over limit: Demand) -> [String] {
    var found: [String] = []
    if total.vms > limit.vms { found.append("\(total.vms) VMs of \(limit.vms)") }
    if total.vcpus > limit.vcpus { found.append("\(total.vcpus) vCPUs of \(limit.vcpus)") }
    if total.memory > limit.memory { found.append("\(total.memory) memory of \(limit.memory)") }
    if total.disk > limit.disk { found.append("\(total.disk) disk of \(limit.disk)") }
    return found
  }

  private static func used(by tenant: Tenant, pending: [VMRecord]) -> Demand {
    var demands: [UUID: Demand] = [:]
    for vm in tenant.vms + pending { demands[vm.uuid] = Demand(of: vm).covering(demands[vm.uuid] ?? Demand()) }
    return demands.values.reduce(Demand(), +)
  }

  private static func talkLine(_ tenant: Tenant) -> String {
    "  coloc tenant talk \(tenant.name) --channel \(tenant.conversations.last?.channel.rawValue ?? "mail")"
      + " --summary \"…\""
  }

  /// A new agreement replaces the old one whole, so the line repeats the sites and the account.
  private static func agreeLine(_ tenant: Tenant, _ demand: Demand) -> String {
    let sites = (tenant.agreement?.sites ?? []).map { " --site \($0)" }.joined()
    let access = tenant.agreement?.ownerAccess == true ? " --owner-access" : ""
    return "  coloc tenant agree \(tenant.name) --vms \(demand.vms) --vcpus \(demand.vcpus)"
      + " --memory \(demand.memory) --disk \(demand.disk)\(sites)\(access)"
  }
}
