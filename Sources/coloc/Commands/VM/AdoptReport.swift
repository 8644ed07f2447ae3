internal import ColocKit

/// What `vm adopt` records and what differs, for eyes and for programs.
struct AdoptReport {
  let plan: AdoptPlan
  let isDone: Bool

  func put(_ output: OutputOptions) {
    output.put([plan.json], names: [plan.vm.name.description]) { text }
  }

  var text: String {
    details.text + (plan.differences.isEmpty ? "" : "\nother than in coloc's own VMs:\n") + differences
  }

  private var details: Details {
    let vm = plan.vm
    var details = Details()
    let verb = isDone ? "adopted" : "would adopt"
    details.add(verb, "\(vm.name) for \(plan.tenant.name) on \(vm.host), \(plan.survey.machine.state.rawValue)")
    details.add("UUID", vm.uuid.text)
    details.add("system", "\(vm.system), \(vm.firmware.rawValue)")
    details.add("size", "\(vm.vcpus) vCPU\(vm.vcpus == 1 ? "" : "s"), \(vm.memory) memory, \(vm.disk) disk")
    details.add("address", vm.ipv4?.description ?? "not known")
    details.add("MAC", vm.mac)
    details.add("login", vm.login)
    details.add("disks", vm.diskPlaces.map(Printable.clean).joined(separator: "\n"))
    if !isDone { details.add("nothing is done", "this is a plan") }
    return details
  }

  private var differences: String {
    plan.differences.map { difference in
      let cure = difference.cure.map { "    \($0)\n" } ?? ""
      return "  \(difference.code.rawValue): \(difference.message)\n\(cure)"
    }.joined()
  }
}
