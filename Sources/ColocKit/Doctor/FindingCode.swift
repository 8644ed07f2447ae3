/// The kinds of things that `doctor` finds: stable names for scripts, each explained in docs/DOCTOR.md.
public enum FindingCode: String, Sendable, CaseIterable {
  // The doctor itself.
  /// A check could not be carried out.
  case checkFailed = "check-failed"
  /// coloc.yaml is missing, wrong, or could be written by others.
  case configUnreadable = "config-unreadable"

  // The host.
  /// The host does not answer.
  case hostUnreachable = "host-unreachable"
  /// libvirt is older than what coloc was tried with.
  case libvirtOld = "libvirt-old"
  /// This libvirt is known to be bad.
  case libvirtBad = "libvirt-bad"
  /// QEMU is older than what coloc was tried with.
  case qemuOld = "qemu-old"
  /// VMs want KVM, which does not work.
  case kvmBroken = "kvm-broken"
  /// /dev/kvm is there and a guest under it did not run.
  case kvmUnusable = "kvm-unusable"
  /// What `init` found out by trying is missing or of other versions.
  case probeOutdated = "probe-outdated"
  /// Running VMs and the reserve together are more than the host's memory.
  case memoryOvercommitted = "memory-overcommitted"
  /// The kernel has AppArmor, and libvirt does not hold guests by it.
  case qemuUnconfined = "qemu-unconfined"

  // The pool.
  /// The pool is not there.
  case poolMissing = "pool-missing"
  /// A pool of that name is not this rack's.
  case poolForeign = "pool-foreign"
  /// The pool is not started.
  case poolStopped = "pool-stopped"
  /// The pool does not start with the host.
  case poolAutostart = "pool-autostart"
  /// The pool lies elsewhere than coloc.yaml says.
  case poolPath = "pool-path"
  /// Less is free than the reserve.
  case poolLow = "pool-low"
  /// Disks may grow past what is free.
  case poolOvercommitted = "pool-overcommitted"

  // The network.
  /// The network is not there.
  case networkMissing = "network-missing"
  /// A network of that name is not this rack's.
  case networkForeign = "network-foreign"
  /// The network is not started.
  case networkStopped = "network-stopped"
  /// The network does not start with the host.
  case networkAutostart = "network-autostart"
  /// The network has another range than coloc.yaml says.
  case networkRange = "network-range"
  /// The bridge of coloc.yaml is not there.
  case bridgeMissing = "bridge-missing"
  /// A VM's address is not reserved.
  case reservationMissing = "reservation-missing"
  /// An address is reserved for nobody of the rack.
  case reservationForeign = "reservation-foreign"

  // Isolation.
  /// A packet filter is not there.
  case filterMissing = "filter-missing"
  /// A packet filter of that name is not this rack's.
  case filterForeign = "filter-foreign"
  /// A packet filter's rules are others.
  case filterChanged = "filter-changed"
  /// No packet filter is at work on a running VM's port.
  case filterUnbound = "filter-unbound"
  /// A running VM's port is not isolated on the bridge.
  case portOpen = "port-open"
  /// A running VM's port is on no bridge.
  case portUnplugged = "port-unplugged"

  // Files.
  /// A directory of the rack is not there.
  case pathMissing = "path-missing"
  /// QEMU's user cannot pass a directory on the way to disks.
  case pathClosed = "path-closed"
  /// Others than root may change a directory on the way to disks or state.
  case pathLoose = "path-loose"
  /// State that others may read or change.
  case stateLoose = "state-loose"
  /// A manifest cannot be read.
  case manifestUnreadable = "manifest-unreadable"
  /// A record of an image, an operation, the trash or a host cannot be read.
  case recordUnreadable = "record-unreadable"
  /// There is no copy of an adopted VM's definition.
  case definitionMissing = "definition-missing"
  /// The copy of an adopted VM's definition cannot be read.
  case definitionUnreadable = "definition-unreadable"
  /// A template of the owner's cannot be used.
  case templateUntrusted = "template-untrusted"
  /// The audit log ends in a torn line.
  case auditTorn = "audit-torn"
  /// Killed commands have left temporary files.
  case temporaryStale = "temporary-stale"

  // VMs.
  /// The manifest has a VM and libvirt has not.
  case vmMissing = "vm-missing"
  /// A domain with a VM's UUID does not carry the rack's mark.
  case vmUnmarked = "vm-unmarked"
  /// A VM runs and is not defined: off means gone.
  case vmTransient = "vm-transient"
  /// A VM ended badly.
  case vmCrashed = "vm-crashed"
  /// A VM's definition is not what coloc would define.
  case vmChanged = "vm-changed"
  /// A VM does not start with the host.
  case vmAutostart = "vm-autostart"
  /// libvirt starts a VM when the host boots, and so does `power up`.
  case bootTwice = "boot-twice"
  /// A suspended tenant's VM runs, or starts with the host.
  case vmSuspended = "vm-suspended"
  /// A deleted VM is back.
  case vmResurrected = "vm-resurrected"
  /// A domain carries the rack's mark and no record knows it.
  case domainOrphan = "domain-orphan"
  /// A snapshot or checkpoint that coloc did not make.
  case snapshotForeign = "snapshot-foreign"

  // Disks.
  /// A VM's disk or seed is gone.
  case diskMissing = "disk-missing"
  /// A disk stands on another image than recorded.
  case backingChanged = "backing-changed"
  /// A volume that others may read.
  case volumeReadable = "volume-readable"
  /// A volume that no record knows.
  case volumeOrphan = "volume-orphan"
  /// An image's volume is gone.
  case imageMissing = "image-missing"
  /// An image's volume is not as it was taken in.
  case imageChanged = "image-changed"

  // What is under way and what is due.
  /// A command was interrupted and nobody ended its work.
  case operationInterrupted = "operation-interrupted"
  /// A suspension is lifted by half, and no command is at it.
  case resumeUnfinished = "resume-unfinished"
  /// The host went down, and what ran is not back.
  case outageOpen = "outage-open"
  /// Trash is past its date.
  case trashDue = "trash-due"

  // The machine around.
  /// libvirt-guests starts or suspends guests beside coloc.
  case libvirtGuests = "libvirt-guests"
  /// Users without sudo may do everything with libvirt.
  case groupLibvirt = "group-libvirt"
  /// The time zone of coloc.yaml is not on this machine.
  case timezoneUnknown = "timezone-unknown"
  /// The clock is behind what was recorded.
  case clockBehind = "clock-behind"

  /// How bad a thing of this kind is, whenever it is found.
  public var severity: Finding.Severity {
    switch self {
    case .checkFailed, .libvirtOld, .libvirtBad, .qemuOld, .kvmUnusable, .probeOutdated, .memoryOvercommitted,
      .qemuUnconfined, .poolAutostart, .poolLow, .poolOvercommitted, .networkAutostart, .reservationForeign,
      .auditTorn, .temporaryStale, .vmCrashed, .vmChanged, .vmAutostart, .bootTwice, .outageOpen, .vmSuspended,
      .domainOrphan, .snapshotForeign,
      .volumeOrphan, .operationInterrupted, .resumeUnfinished, .trashDue, .libvirtGuests, .groupLibvirt,
      .timezoneUnknown:
      .warning
    case .configUnreadable, .hostUnreachable, .kvmBroken, .poolMissing, .poolForeign, .poolStopped, .poolPath,
      .networkMissing, .networkForeign, .networkStopped, .networkRange, .bridgeMissing, .reservationMissing,
      .filterMissing, .filterForeign, .filterChanged, .filterUnbound, .portOpen, .portUnplugged, .pathMissing,
      .pathClosed, .pathLoose, .stateLoose, .manifestUnreadable, .recordUnreadable, .definitionMissing,
      .definitionUnreadable, .templateUntrusted, .vmMissing,
      .vmUnmarked, .vmTransient, .vmResurrected, .diskMissing, .backingChanged, .volumeReadable, .imageMissing,
      .imageChanged, .clockBehind:
      .error
    }
  }
}
