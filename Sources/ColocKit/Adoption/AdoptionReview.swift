/// Compares a domain with what coloc makes; only looks, and says how each difference would be changed.
struct AdoptionReview {
  let survey: MachineSurvey
  let vm: VMRecord
  let tenant: TenantName
  let configuration: Configuration

  /// Every difference, disks first.
  var differences: [AdoptionDifference] {
    disks + storage + devices + interface + address + metadata
  }

  /// `virsh edit`, which takes effect when the VM is started next.
  func edit(_ element: String) -> String { "virsh edit \(vm.name)  (then: \(element))" }

  private var storage: [AdoptionDifference] {
    var found: [AdoptionDifference] = []
    if survey.disks.count != 1 {
      found.append(.init(.diskCount, "it has \(survey.disks.count) disks, coloc's own VMs have one beside their seed"))
    }
    if survey.snapshots > 0 {
      let noun = survey.snapshots == 1 ? "snapshot" : "snapshots"
      let cure = "virsh snapshot-list \(vm.name)  (then: virsh snapshot-delete \(vm.name) SNAPSHOT)"
      found.append(.init(.snapshots, "libvirt has notes of \(survey.snapshots) \(noun) of it", cure: cure))
    }
    if survey.machine.state == .saved {
      let message = "its memory is kept in a file; the next start goes on from there"
      found.append(.init(.managedSave, message, cure: "coloc vm start \(vm.name)"))
    }
    return found
  }

  private var metadata: [AdoptionDifference] {
    survey.metadata.map { .init(.metadata, "another tool has metadata in it, which stays: \(Printable.clean($0))") }
  }

  private var address: [AdoptionDifference] {
    let seen = survey.sightings
    guard let ipv4 = vm.ipv4 else {
      let hearsay = seen.map { "\($0.witness.rawValue) says \($0.ipv4)" }.joined(separator: ", ")
      let message = "its address is not known" + (hearsay.isEmpty ? "" : "; \(hearsay), which is not relied on")
      let cure = "coloc vm adopt \(vm.name) --tenant \(tenant) --address \(seen.first?.ipv4.description ?? "ADDRESS")"
      return [.init(.addressUnknown, message, cure: cure)]
    }
    guard !seen.isEmpty, !seen.contains(where: { $0.ipv4 == ipv4 }) else { return [] }
    let hearsay = seen.map { "\($0.witness.rawValue) says \($0.ipv4)" }.joined(separator: ", ")
    return [.init(.addressSeen, "\(hearsay), and you said \(ipv4)")]
  }
}
