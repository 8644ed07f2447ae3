internal import ColocKit

/// The plan of `vm create --dry-run` for eyes and for programs.
struct CreateReport {
  let plan: CreatePlan
  let parts: [PlanPart]

  func put(_ output: OutputOptions) {
    output.put([json], names: [plan.vm.name.description]) { details.text + rendered }
    for warning in plan.warnings { Terminal.say("coloc: \(warning)") }
  }

  var json: JSONValue {
    var fields: [String: JSONValue] = [:]
    if case .object(let vm) = VMListing.managed(plan.tenant.name, plan.vm, .off).json { fields = vm }
    fields["state"] = .null
    fields["created"] = .null
    fields["image"] = .text(plan.image?.sha512)
    fields["warnings"] = .texts(plan.warnings)
    fields["userData"] = parts.contains(.seed) ? .string(plan.seed.userData) : .null
    fields["metaData"] = parts.contains(.seed) ? .string(plan.seed.metaData) : .null
    fields["networkConfig"] = parts.contains(.seed) ? .string(plan.seed.networkConfig) : .null
    fields["domainXML"] = parts.contains(.xml) ? .string(plan.domainXML) : .null
    return .object(fields)
  }

  private var details: Details {
    let vm = plan.vm
    var details = Details()
    details.add("would create", "\(vm.name) for \(plan.tenant.name) on \(vm.host)")
    details.add("system", vm.system)
    details.add("image", plan.image?.name.description ?? "none at hand: coloc image pull \(vm.os?.rawValue ?? "")")
    details.add("size", "\(vm.vcpus) vCPU\(vm.vcpus == 1 ? "" : "s"), \(vm.memory) memory, \(vm.disk) disk")
    details.add("address", [vm.ipv4?.description, vm.ipv6?.description].compactMap { $0 }.joined(separator: "\n"))
    details.add("MAC", vm.mac)
    details.add("login", vm.login)
    details.add("disks", vm.diskPlaces.joined(separator: "\n"))
    details.add("runs under", plan.definition.kvm ? "KVM" : "emulation")
    details.add("nothing is done", "this is a plan; addresses may differ when it is carried out")
    return details
  }

  private var rendered: String {
    var text = ""
    if parts.contains(.seed) {
      text += "\n--- user-data\n\(plan.seed.userData)\n--- meta-data\n\(plan.seed.metaData)\n"
      text += "--- network-config\n\(plan.seed.networkConfig)\n"
    }
    if parts.contains(.xml) { text += "\n--- domain XML\n\(plan.domainXML)\n" }
    return text
  }
}
