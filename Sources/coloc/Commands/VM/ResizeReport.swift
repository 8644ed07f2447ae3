internal import ColocKit

/// What `vm resize` says: before with `--dry-run`, and afterwards.
struct ResizeReport {
  private let resize: ResizePlan
  private let guestMustSwitchOn: Bool

  init(_ plan: ResizePlan, guestMustSwitchOn: Bool = false) {
    resize = plan
    self.guestMustSwitchOn = guestMustSwitchOn
  }

  /// The plan, for eyes.
  var plan: String {
    var details = Details()
    details.add("would resize", "\(resize.vm.name) of \(resize.tenant.name), now \(resize.state.rawValue)")
    for change in resize.changes { details.add(change.field.rawValue, line(change)) }
    if resize.changes.isEmpty { details.add("nothing", "it has those sizes already") }
    return details.text
  }

  /// What was done, and what is left to do for others.
  var words: [String] {
    let name = resize.vm.name
    guard !resize.changes.isEmpty else { return ["\(name) has those sizes already"] }
    var lines = resize.changes.map { "\(name): \($0.field.rawValue) \(line($0))" }
    if resize.state.isActive, resize.changes.contains(where: { $0.moment == .nextStart }) {
      lines.append("a reboot inside is not enough: coloc vm restart \(name)")
    }
    if guestMustSwitchOn {
      lines.append(
        "inside, as root: for c in /sys/devices/system/cpu/cpu[1-9]*/online; do echo 1 > $c; done"
      )
    }
    if let hint = fileSystem { lines.append(hint) }
    return lines
  }

  private func line(_ change: SizeChange) -> String {
    let (old, new) = (number(change.field, resize.vm), number(change.field, resize.resized))
    let what = old == new ? "\(new), as recorded" : "\(old) -> \(new)"
    return "\(what), \(when(change))"
  }

  private func when(_ change: SizeChange) -> String {
    switch change.moment {
    case .now: resize.state.isActive ? "while it runs" : "at once"
    case .nextStart: "from the next start on"
    }
  }

  private func number(_ field: SizeField, _ vm: VMRecord) -> String {
    switch field {
    case .vcpus: String(vm.vcpus)
    case .memory: vm.memory.description
    case .disk: vm.disk.description
    }
  }

  /// A larger disk is not yet a larger file system.
  private var fileSystem: String? {
    guard resize.changes.contains(where: { $0.field == .disk }) else { return nil }
    switch resize.vm.os {
    case .debian:
      return "its file system grows at the next boot, or inside: sudo growpart /dev/vda 1 && sudo resize2fs /dev/vda1"
    case .alpine: return "its file system grows at the next boot, or inside with resize2fs"
    case nil: return "its partition and file system are grown inside, by its own tools"
    }
  }
}
