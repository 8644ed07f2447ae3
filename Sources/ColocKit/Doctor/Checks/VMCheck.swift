internal import Foundation

/// The VMs of the manifests and the trash against libvirt's domains.
struct VMCheck: Check {
  static let codes: [FindingCode] = [
    .vmMissing, .vmUnmarked, .vmTransient, .vmCrashed, .vmAutostart, .bootTwice, .vmSuspended, .vmResurrected,
    .domainOrphan,
  ]

  let rack: UUID
  /// The VMs of the manifests, without those that a command is at work on.
  let vms: [VMRecord]
  /// Their tenants.
  let owners: [UUID: Tenant]
  /// All tenants that there are.
  let tenants: Set<TenantName>
  /// The VMs of whose definition there is a copy.
  let copies: Set<UUID>
  let layout: StateLayout
  /// The VMs in the trash, without those that a command is at work on.
  let trashed: [VMRecord]
  /// Domains that no record knows.
  let orphans: [Orphan]
  let domains: [UUID: DomainFacts]
  /// Whether `power up` starts the VMs when the host boots.
  let startsVMs: Bool
  /// Whether an outage is open: as long libvirt's autostart is held.
  let isOutage: Bool

  var findings: [Finding] {
    vms.flatMap { vm in domains[vm.uuid].map { judge(vm, $0) } ?? [missing(vm)] } + trashed.compactMap(back)
      + orphans.map(judge)
  }

  private func missing(_ vm: VMRecord) -> Finding {
    let name = vm.name.description
    let message = "its manifest has it, and libvirt has not"
    guard vm.adoption != nil, !copies.contains(vm.uuid) else {
      return Finding(.vmMissing, name, message, cure: "coloc recover")
    }
    let path = ShellWord.quoted(layout.definition(vm.uuid))
    return Finding(
      .vmMissing,
      name,
      "\(message); nor is there a copy of its definition to make it from again",
      cure: "cp -a BACKUP/\(vm.uuid.text).json \(path) && coloc recover"
    )
  }

  private func judge(_ vm: VMRecord, _ domain: DomainFacts) -> [Finding] {
    let name = vm.name.description
    guard domain.rack == rack, domain.liveRack == rack else { return [unmarked(vm, domain)] }
    guard domain.isPersistent else {
      let message = "it runs and is not defined: libvirt forgets it when it stops"
      return [Finding(.vmTransient, name, message, cure: "coloc vm stop \(name) --yes && coloc recover")]
    }
    let owner = owners[vm.uuid]
    if let owner, let suspension = owner.suspended, owner.staysDown { return up(vm, domain, owner.name, suspension) }
    var found: [Finding] = []
    if domain.machine.state == .crashed {
      found.append(Finding(.vmCrashed, name, "QEMU ended badly", cure: "coloc vm start \(name)"))
    }
    // What an adopted VM does at boot is as its owner left it; while a suspension is lifted by half, resume is to say it.
    if startsVMs, domain.autostart {
      let message = "libvirt starts it when the host boots, and so does coloc-power.service, by order and policy"
      found.append(Finding(.bootTwice, name, message, cure: "virsh autostart --disable \(vm.uuid.text)"))
    }
    if !domain.autostart, !startsVMs, !isOutage, vm.adoption == nil, owner?.suspended == nil {
      let message = "it does not start with the host"
      found.append(Finding(.vmAutostart, name, message, cure: "virsh autostart \(vm.uuid.text)"))
    }
    return found
  }

  private func up(_ vm: VMRecord, _ domain: DomainFacts, _ tenant: TenantName, _ suspension: Suspension) -> [Finding] {
    let name = vm.name.description
    if domain.machine.state.isActive {
      // A paused one cannot hear that it is to stop.
      let first = domain.machine.state == .paused ? "virsh resume \(vm.uuid.text) && " : ""
      let cure = "\(first)coloc tenant suspend \(tenant) --reason \(ShellWord.quoted(suspension.reason))"
      return [Finding(.vmSuspended, name, "it runs, and \(tenant) is suspended", cure: cure)]
    }
    guard domain.autostart else { return [] }
    return [Finding(.vmSuspended, name, "it starts with the host, and \(tenant) is suspended", cure: "coloc recover")]
  }

  private func unmarked(_ vm: VMRecord, _ domain: DomainFacts) -> Finding {
    let isActive = domain.machine.state.isActive
    let marks = [domain.rack, domain.liveRack]
    let whose = marks.contains { $0 != nil && $0 != rack } ? "another rack's mark" : "no rack's mark"
    let isMarkedLive = domain.liveRack == rack
    let place = domain.rack == rack ? " as it runs" : isMarkedLive ? " in its definition" : ""
    // Recover gives it back to an adopted VM, whom a power cut may have taken it from, where it is nobody's now.
    let isRecovered = vm.adoption != nil && domain.liveRack == nil
    return Finding(
      .vmUnmarked,
      vm.name.description,
      "the domain with its UUID carries \(whose)\(place): coloc does not touch it"
        + (isMarkedLive ? " once it has stopped" : ""),
      cure: isRecovered
        ? "coloc recover"
        : "virsh metadata \(vm.uuid.text)\(isActive ? " --live" : "") --config --uri \(DomainMark.namespace) "
          + "--key coloc --set \"<coloc rack='\(rack.text)'\(tenant(vm))/>\""
    )
  }

  private func tenant(_ vm: VMRecord) -> String { owners[vm.uuid].map { " tenant='\($0.name)'" } ?? "" }
}

/// coloc's own element in a domain's metadata.
public enum DomainMark {
  /// The namespace that tells it from other tools' metadata.
  public static let namespace = "https://coloc.example/xmlns/libvirt/domain/1"
}
