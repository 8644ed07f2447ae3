internal import Foundation

/// Everything that the rack's records say at one moment, read in the order in which a VM passes from one to the next.
struct RecordSurvey: Equatable {
  var intents: [Intent] = []
  var tenants: [Tenant] = []
  var tombstones: [Tombstone] = []
  var images: [ImageRecord] = []
  var hosts: [HostRecord] = []
  /// The outage that is open.
  var outage: Outage?
  /// The windows.
  var windows: [Window] = []
  /// The VMs of whose definition there is a copy that can be read.
  var copies: Set<UUID> = []
  /// The copies that cannot: they hide no VM.
  var unreadableCopies: [UnreadableRecord] = []
  /// Windows, or the outage, that cannot be read.
  var unreadablePlans: [UnreadableRecord] = []
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
    let definitions = try state.definitions.survey()
    let windows = try state.windows.survey()
    let power = try state.outages.survey()
    self.intents = intents.records
    tenants = manifests.tenants
    self.tombstones = tombstones.records
    self.images = images.records
    self.hosts = hosts.records
    outage = power.records.first
    self.windows = windows.records
    copies = Set(definitions.records.map(\.uuid))
    unreadableCopies = definitions.unreadable
    self.manifests = manifests.unreadable
    others = intents.unreadable + tombstones.unreadable + images.unreadable + hosts.unreadable
    // They hide no VM.
    unreadablePlans = windows.unreadable + power.unreadable + (try state.outboxes.survey()).unreadable
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

  /// The tenants' manifests by their names.
  var tenantsByName: [TenantName: Tenant] { Dictionary(tenants.map { ($0.name, $0) }) { first, _ in first } }

  /// The VMs in the trash that no command is at work on.
  var trashed: [VMRecord] {
    let busy = busy
    return tombstones.map(\.vm).filter { !busy.contains($0.uuid) }
  }

  /// The VMs as their memory was promised to them, by manifests and by resizes under way.
  var promises: [VMRecord] { intents.filter { $0.action == .resize }.compactMap(\.vm) + tenants.flatMap(\.vms) }

  /// Every VM that any record knows.
  var known: [VMRecord] { underWay + tenants.flatMap(\.vms) + tombstones.map(\.vm) }
}
