internal import Foundation

/// Everything that the rack's records say at one moment, read in the order in which a VM passes from one to the next.
struct RecordSurvey: Equatable {
  var intents: [Intent] = []
  var tenants: [Tenant] = []
  var tombstones: [Tombstone] = []
  var images: [ImageRecord] = []
  var hosts: [HostRecord] = []
  /// Manifests that cannot be read.
  var manifests: [UnreadableRecord] = []
  /// Other records that cannot be read.
  var others: [UnreadableRecord] = []

  init(_ state: RackState) throws(Failure) {
    let intents = try state.intents.survey()
    let manifests = try state.manifests.all()
    let tombstones = try state.tombstones.survey()
    let images = try state.images.survey()
    let hosts = try state.hosts.survey()
    self.intents = intents.records
    tenants = manifests.tenants
    self.tombstones = tombstones.records
    self.images = images.records
    self.hosts = hosts.records
    self.manifests = manifests.unreadable
    others =
      intents.unreadable + tombstones.unreadable + images.unreadable + hosts.unreadable
      + (try state.outboxes.survey()).unreadable
  }

  /// Whether nothing is hidden: who is in no record is nobody's.
  var isWhole: Bool { manifests.isEmpty && others.isEmpty }

  /// The VMs that a command is at work on, or was when it was interrupted.
  var underWay: [VMRecord] { intents.compactMap(\.vm) }

  private var busy: Set<UUID> { Set(underWay.map(\.uuid)) }

  /// The VMs of the manifests that no command is at work on, with their tenants.
  var vms: [(tenant: TenantName, vm: VMRecord)] {
    let busy = busy
    return tenants.flatMap { tenant in tenant.vms.filter { !busy.contains($0.uuid) }.map { (tenant.name, $0) } }
  }

  /// The VMs that are to stay down: their tenants are suspended.
  var staysDown: Set<UUID> { Set(tenants.filter(\.staysDown).flatMap(\.vms).map(\.uuid)) }

  /// The VMs in the trash that no command is at work on.
  var trashed: [VMRecord] {
    let busy = busy
    return tombstones.map(\.vm).filter { !busy.contains($0.uuid) }
  }

  /// Every VM that any record knows.
  var known: [VMRecord] { underWay + tenants.flatMap(\.vms) + tombstones.map(\.vm) }
}
