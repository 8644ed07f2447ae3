internal import Foundation

/// The copies of adopted VMs' definitions, from which `coloc recover` makes again what libvirt has lost.
struct DefinitionCheck: Check {
  static let codes: [FindingCode] = [.definitionMissing, .definitionUnreadable]

  /// The adopted VMs that libvirt has, without those that a command is at work on.
  let vms: [VMRecord]
  /// The VMs of which there is a copy that can be read.
  let copies: Set<UUID>
  /// The copies that cannot.
  let unreadable: [UnreadableRecord]
  /// The VMs whose copies are another finding's; nil when a record cannot be read, so that none is called nobody's.
  let others: Set<UUID>?

  var findings: [Finding] {
    let stems = Set(unreadable.map(\.stem))
    let missing = vms.filter { !copies.contains($0.uuid) && !stems.contains($0.uuid.text) }.map { vm in
      Finding(
        .definitionMissing,
        vm.name.description,
        "there is no copy of its definition: when libvirt loses it, as in a power cut, it cannot come back",
        cure: "coloc recover"
      )
    }
    return missing + unreadable.compactMap(damaged)
  }

  private func damaged(_ record: UnreadableRecord) -> Finding? {
    // One whose mode is too open is told as that.
    guard record.failure.kind != .notPermitted else { return nil }
    if let vm = vms.first(where: { $0.uuid.text == record.stem }) {
      return Finding(.definitionUnreadable, vm.name.description, record.failure.message, cure: "coloc recover")
    }
    guard let others, !others.contains(where: { $0.text == record.stem }) else { return nil }
    // Of a VM in the trash its tombstone has the definition.
    let cure = "rm \(ShellWord.quoted(record.path))"
    return Finding(.definitionUnreadable, record.path, record.failure.message, cure: cure)
  }
}
