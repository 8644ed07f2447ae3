internal import ColocKit

/// A dry run of the severe verbs about a tenant, for eyes and for programs.
struct TenantPlanReport {
  let plan: TenantPlan

  func put(_ output: OutputOptions) {
    output.put([plan.json], names: plan.parts.map(\.vm.name.description)) { details.text }
  }

  private var details: Details {
    var details = Details()
    let name = plan.tenant.name
    details.add("would \(plan.action.rawValue)", plan.isDone ? "\(name), and it is so already" : "\(name)")
    if let reason = plan.reason { details.add("because", Printable.clean(reason)) }
    for part in plan.parts { details.add("\(part.vm.name)", Self.words(for: part)) }
    if plan.action == .remove { details.add("forgotten", Self.forgotten(plan.tenant)) }
    details.add("", "nothing is done: this is a dry run")
    return details
  }

  /// What happens to a VM, behind its name.
  static func words(for part: TenantPlan.Part) -> String {
    let state = part.state?.rawValue ?? "in the trash"
    switch part.step {
    case .stop: return "\(state): is asked to stop, and stays down"
    case .keep: return "\(state): stays down"
    case .start: return "\(state): ran when the tenant was suspended, and is started"
    case .release: return "\(state): did not run then, and is left as it is"
    case .destroy: return "\(state): \(loss(of: part.vm))"
    }
  }

  private static func loss(of vm: VMRecord) -> String {
    guard let adoption = vm.adoption else { return "lost for good, with its \(vm.disk) disk" }
    return "its definition is lost; what it lies on stays: \(adoption.disks.joined(separator: ", "))"
  }

  private static func forgotten(_ tenant: Tenant) -> String {
    "\(tenant.contacts.count) contacts, \(tenant.sshKeys.count) SSH keys, \(tenant.conversations.count) conversations"
      + (tenant.agreement == nil ? "" : ", the agreement")
  }
}
