internal import Foundation

/// The VMs of the manifests and the trash against libvirt's domains.
struct VMCheck: Check {
  static let codes: [FindingCode] = [
    .vmMissing, .vmUnmarked, .vmTransient, .vmCrashed, .vmAutostart, .vmSuspended, .vmResurrected, .domainOrphan,
  ]

  let rack: UUID
  /// The VMs of the manifests, without those that a command is at work on.
  let vms: [VMRecord]
  /// Their tenants.
  let tenants: [UUID: TenantName]
  /// Those of suspended tenants.
  let staysDown: Set<UUID>
  /// The VMs in the trash, likewise.
  let trashed: [VMRecord]
  /// Every VM that any record knows; nil when a record cannot be read, so that nobody can be called an orphan.
  let known: Set<UUID>?
  let domains: [UUID: DomainFacts]

  var findings: [Finding] {
    vms.flatMap { vm in domains[vm.uuid].map { judge(vm, $0) } ?? [missing(vm)] } + trashed.compactMap(back) + orphans
  }

  private func missing(_ vm: VMRecord) -> Finding {
    Finding(.vmMissing, vm.name.description, "its manifest has it, and libvirt has not", cure: "coloc recover")
  }

  private func judge(_ vm: VMRecord, _ domain: DomainFacts) -> [Finding] {
    let name = vm.name.description
    guard domain.rack == rack else { return [unmarked(vm, domain)] }
    guard domain.isPersistent else {
      let message = "it runs and is not defined: libvirt forgets it when it stops"
      return [Finding(.vmTransient, name, message, cure: "coloc vm stop \(name) --yes && coloc recover")]
    }
    if staysDown.contains(vm.uuid) { return up(vm, domain) }
    var found: [Finding] = []
    if domain.machine.state == .crashed {
      found.append(Finding(.vmCrashed, name, "QEMU ended badly", cure: "coloc vm start \(name)"))
    }
    // What an adopted VM does at boot is as its owner left it.
    if !domain.autostart, vm.adoption == nil {
      let message = "it does not start with the host"
      found.append(Finding(.vmAutostart, name, message, cure: "virsh autostart \(vm.uuid.text)"))
    }
    return found
  }

  private func up(_ vm: VMRecord, _ domain: DomainFacts) -> [Finding] {
    let name = vm.name.description
    let tenant = tenants[vm.uuid]?.description ?? "TENANT"
    if domain.machine.state.isActive {
      let cure = "coloc tenant suspend \(tenant) --reason \"…\""
      return [Finding(.vmSuspended, name, "it runs, and \(tenant) is suspended", cure: cure)]
    }
    guard domain.autostart else { return [] }
    return [Finding(.vmSuspended, name, "it starts with the host, and \(tenant) is suspended", cure: "coloc recover")]
  }

  private func unmarked(_ vm: VMRecord, _ domain: DomainFacts) -> Finding {
    let whose = domain.rack == nil ? "no rack's mark" : "another rack's mark"
    return Finding(
      .vmUnmarked,
      vm.name.description,
      "the domain with its UUID carries \(whose): coloc does not touch it",
      cure: "virsh metadata \(vm.uuid.text)\(domain.machine.state.isActive ? " --live" : "") --config "
        + "--uri \(DomainMark.namespace) --key coloc --set \"<coloc rack='\(rack.text)'\(tenant(vm))/>\""
    )
  }

  private func tenant(_ vm: VMRecord) -> String { tenants[vm.uuid].map { " tenant='\($0)'" } ?? "" }

  private func back(_ vm: VMRecord) -> Finding? {
    guard let domain = domains[vm.uuid], domain.rack == rack else { return nil }
    let message = "it was deleted, and its domain is back\(domain.machine.state.isActive ? " and runs" : "")"
    let first = domain.machine.state.isActive ? "virsh destroy \(vm.uuid.text); " : ""
    return Finding(.vmResurrected, vm.name.description, message, cure: "\(first)coloc recover")
  }

  private var orphans: [Finding] {
    guard let known else { return [] }
    return domains.values.filter { $0.rack == rack && !known.contains($0.machine.uuid) }
      .sorted { $0.machine.name < $1.machine.name }
      .map { domain in
        let uuid = domain.machine.uuid.text
        let first = domain.machine.state.isActive ? "virsh destroy \(uuid); " : ""
        return Finding(
          .domainOrphan,
          domain.machine.name,
          "the domain carries this rack's mark, and no record knows it; its disks stay when it is removed",
          cure: "\(first)virsh undefine \(uuid) --keep-nvram"
        )
      }
  }
}

/// coloc's own element in a domain's metadata.
public enum DomainMark {
  /// The namespace that tells it from other tools' metadata.
  public static let namespace = "https://coloc.example/xmlns/libvirt/domain/1"
}
