/// Whether a VM's definition still says what coloc would define: a `virsh edit` is shown, never overwritten.
struct DriftCheck: Check {
  static let codes: [FindingCode] = [.vmChanged]

  let vm: VMRecord
  let isActive: Bool
  /// Whether its tenant's VMs are to run.
  let mayStart: Bool
  /// What coloc would define; nil for an adopted VM, whose form is its own.
  let wanted: DomainForm?
  let found: DomainForm

  var findings: [Finding] {
    let changes = changes.sorted()
    guard !changes.isEmpty else { return [] }
    let message = "changed outside coloc: \(changes.joined(separator: "; "))"
    return [Finding(.vmChanged, vm.name.description, message, cure: cure)]
  }

  private var changes: [String] {
    guard let wanted else { return adoptedChanges }
    return Set(wanted.fields.keys).union(found.fields.keys).compactMap { field in
      change(field, wanted.fields[field], found.fields[field])
    }
  }

  /// Of an adopted VM only what its record says is compared.
  private var adoptedChanges: [String] {
    var changes = [
      change("vcpus", "\(vm.vcpus)", found.fields["vcpus"]), change("memory", "\(vm.memory)", found.fields["memory"]),
      change("MAC", vm.mac.description, found.fields["MAC"]),
    ].compactMap { $0 }
    for disk in vm.adoption?.disks ?? [] where !found.disks.contains(disk) { changes.append("disk \(disk) is gone") }
    return changes
  }

  private func change(_ field: String, _ wanted: String?, _ found: String?) -> String? {
    guard wanted != found else { return nil }
    guard let wanted else { return "\(field) \(found ?? "") is new" }
    return "\(field) \(found ?? "none"), not \(wanted)"
  }

  /// coloc defines again what libvirt has not; what runs is stopped first, or it would go on undefined.
  private var cure: String {
    guard vm.adoption == nil else { return "virsh edit \(vm.uuid.text)" }
    let again = "virsh undefine \(vm.uuid.text) --keep-nvram && coloc recover"
    guard isActive else { return again }
    return "coloc vm stop \(vm.name) --yes && \(again)" + (mayStart ? " && coloc vm start \(vm.name)" : "")
  }
}
