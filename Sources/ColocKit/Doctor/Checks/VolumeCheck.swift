/// The volumes of the rack's pool against the records.
struct VolumeCheck: Check {
  static let codes: [FindingCode] = [.diskMissing, .backingChanged, .volumeReadable, .volumeOrphan]

  let pool: Configuration.Pool
  /// The VMs of the manifests and the trash, without those that a command is at work on.
  let vms: [VMRecord]
  let images: [ImageRecord]
  /// Every volume that any record knows; nil when a record cannot be read, so that none can be called an orphan.
  let known: Set<String>?
  let volumes: [String: VolumeFacts]

  var findings: [Finding] {
    vms.filter { $0.pool == pool.name }.flatMap { missing($0) + [backing($0)].compactMap { $0 } }
      + volumes.values.sorted { $0.volume.name < $1.volume.name }.compactMap { readable($0) ?? orphan($0) }
  }

  private func missing(_ vm: VMRecord) -> [Finding] {
    vm.volumes.filter { volumes[$0] == nil }.map { name in
      let path = ShellWord.quoted("\(pool.path)/\(name)")
      return Finding(
        .diskMissing,
        vm.name.description,
        "\(name) is gone from pool \(pool.name): it cannot start",
        cure: "cp -a BACKUP/\(name) \(path) && virsh pool-refresh \(pool.name)"
      )
    }
  }

  /// A disk stands on the image that it was made of, or alone after a revert or a move.
  private func backing(_ vm: VMRecord) -> Finding? {
    guard let disk = volumes[vm.diskVolume], let found = disk.backing, vm.adoption == nil,
      let image = images.first(where: { $0.sha512 == vm.image && $0.pool == vm.pool })
    else { return nil }
    let wanted = volumes[image.volume]?.path ?? "\(pool.path)/\(image.volume)"
    guard found != wanted else { return nil }
    return Finding(
      .backingChanged,
      vm.name.description,
      "its disk stands on \(found), not on \(wanted): what the guest reads is not what it wrote",
      cure:
        "qemu-img rebase -u -F \(image.format.rawValue) -b \(ShellWord.quoted(wanted)) \(ShellWord.quoted(disk.path))"
    )
  }

  private func readable(_ volume: VolumeFacts) -> Finding? {
    guard let mode = volume.mode, mode & 0o007 != 0 else { return nil }
    return Finding(
      .volumeReadable,
      volume.volume.name,
      "it has mode \(String(mode, radix: 8)): every user of the host may look into it",
      cure: "chmod 0600 \(ShellWord.quoted(volume.path))"
    )
  }

  private func orphan(_ volume: VolumeFacts) -> Finding? {
    guard let known, !known.contains(volume.volume.name) else { return nil }
    return Finding(
      .volumeOrphan,
      volume.volume.name,
      "no record knows it; it takes \(volume.volume.allocation.approximate) of pool \(pool.name)",
      cure: "virsh vol-delete \(ShellWord.quoted(volume.volume.name)) --pool \(pool.name)"
    )
  }
}
