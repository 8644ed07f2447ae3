/// Domains with this rack's mark that no manifest has: in the trash, or known to nobody.
extension VMCheck {
  /// A domain with this rack's mark that no record knows.
  struct Orphan {
    let domain: DomainFacts
    /// Its disks that are not there.
    let lost: [String]
  }

  func back(_ vm: VMRecord) -> Finding? {
    guard let domain = domains[vm.uuid], domain.rack == rack else { return nil }
    let name = vm.name.description
    let message = "it was deleted, and its domain is back"
    guard domain.machine.state.isActive else { return Finding(.vmResurrected, name, message, cure: "coloc recover") }
    // Its disk may be wanted again: no power is cut. A guest that boots does not hear, so it is asked again; the UUIDs of
    // what runs are in no language.
    let uuid = vm.uuid.text
    let ask = "while virsh list --uuid | grep -q \(uuid); do virsh shutdown \(uuid); sleep 5; done"
    return Finding(.vmResurrected, name, "\(message) and runs", cure: "\(ask); coloc recover")
  }

  func judge(_ orphan: Orphan) -> Finding {
    let domain = orphan.domain
    let uuid = domain.machine.uuid.text
    let message = "the domain carries this rack's mark, and no record knows it"
    guard orphan.lost.isEmpty else {
      let lost = orphan.lost.joined(separator: ", ")
      return Finding(
        .domainOrphan,
        domain.machine.name,
        "\(message); of its disks \(lost) \(orphan.lost.count == 1 ? "is" : "are") gone, as after a purge",
        cure: "virsh undefine \(uuid) --keep-nvram"
      )
    }
    let tenant = domain.tenant.flatMap { tenants.contains($0) ? $0.description : nil } ?? "TENANT"
    let isName = VMName(domain.machine.name) != nil
    let name = isName ? domain.machine.name : "NEW-NAME"
    return Finding(
      .domainOrphan,
      domain.machine.name,
      message,
      cure: (isName ? "" : "virsh domrename \(uuid) \(name) && ") + "coloc vm adopt \(name) --tenant \(tenant)"
    )
  }
}
