public import Foundation

/// What `doctor` asks of a host: whole lists in few round trips, nothing changed. Every call throws `Failure`.
public protocol HostExaminer: Sendable {
  /// Whether the host is this machine, so that its files can be looked at here.
  var isLocal: Bool { get }
  /// The rack's pool as libvirt has it; nil when there is none of that name.
  func examinePool(of configuration: Configuration) async throws -> PoolFacts?
  /// The volumes of the rack's pool, which is started.
  func examineVolumes(of configuration: Configuration) async throws -> [VolumeFacts]
  /// The rack's NAT network as libvirt has it; nil when there is none of that name.
  func examineNetwork(of configuration: Configuration) async throws -> NetworkFacts?
  /// The rack's packet filters, each beside what this version of coloc would define.
  func examineFilters(of configuration: Configuration) async throws -> [FilterFacts]
  /// All domains of the host with what their definitions say.
  func examineDomains() async throws -> [DomainFacts]
  /// The packet filters at work: the filter's name by the port's device on the host.
  func filtersAtWork() async throws -> [String: String]
  /// What a definition would say, in the same words as `DomainFacts.form`.
  func form(of definition: MachineDefinition) throws -> DomainForm
}

/// A storage pool as libvirt has it.
public struct PoolFacts: Sendable, Equatable {
  /// Whether it carries this rack's UUID.
  public var isOurs: Bool
  /// Whether it starts with the daemon.
  public var autostart: Bool
  /// What a list shows of it.
  public var pool: StoragePool

  /// Makes a record.
  public init(isOurs: Bool, autostart: Bool, pool: StoragePool) {
    self.isOurs = isOurs
    self.autostart = autostart
    self.pool = pool
  }
}

/// A volume with what `doctor` judges.
public struct VolumeFacts: Sendable, Equatable {
  /// What a list shows of it.
  public var volume: Volume
  /// Its path on the host.
  public var path: String
  /// The length of the file; nil when libvirt does not tell.
  public var length: ByteCount?
  /// The file's permissions; nil when libvirt does not tell.
  public var mode: UInt32?
  /// The path of the image below it; nil when it stands alone.
  public var backing: String?

  /// Makes a record.
  public init(volume: Volume, path: String, length: ByteCount?, mode: UInt32?, backing: String?) {
    self.volume = volume
    self.path = path
    self.length = length
    self.mode = mode
    self.backing = backing
  }
}

/// A network as libvirt has it.
public struct NetworkFacts: Sendable, Equatable {
  /// Whether it carries this rack's UUID.
  public var isOurs: Bool
  /// Whether it runs.
  public var active: Bool
  /// Whether it starts with the daemon.
  public var autostart: Bool
  /// Its bridge on the host.
  public var bridge: String?
  /// The host's addresses in it, IPv4 and IPv6, as it runs and as it would start: `10.77.0.1/24`.
  public var addresses: Set<String>
  /// The fixed addresses that it keeps, coloc's placeholder left out.
  public var reservations: [Reservation]

  /// Makes a record.
  public init(
    isOurs: Bool,
    active: Bool,
    autostart: Bool,
    bridge: String?,
    addresses: Set<String>,
    reservations: [Reservation]
  ) {
    self.isOurs = isOurs
    self.active = active
    self.autostart = autostart
    self.bridge = bridge
    self.addresses = addresses
    self.reservations = reservations
  }
}

/// A packet filter beside what this version of coloc would define.
public struct FilterFacts: Sendable, Equatable {
  /// How what libvirt has compares.
  public enum Likeness: Sendable, Equatable {
    /// As it should be.
    case same
    /// There is none.
    case missing
    /// One of that name carries another UUID.
    case foreign
    /// Its rules are others.
    case changed
  }

  /// Its name.
  public let name: String
  /// How it compares.
  public let likeness: Likeness

  /// Makes a record.
  public init(name: String, likeness: Likeness) {
    self.name = name
    self.likeness = likeness
  }
}

/// What a domain's definition says in the fields that coloc decides: names and values for people.
public struct DomainForm: Sendable, Equatable {
  /// The values by their fields' names: `memory`, `disk vda`, `filter`.
  public var fields: [String: String]
  /// The sources of its disks: paths, or `POOL/VOLUME`.
  public var disks: [String]

  /// Makes a form.
  public init(fields: [String: String], disks: [String]) {
    self.fields = fields
    self.disks = disks
  }
}

/// One interface of a running domain.
public struct PortFacts: Sendable, Equatable {
  /// Its device on the host, as in `vnet3`.
  public let device: String
  /// Its MAC address.
  public let mac: String

  /// Makes a record.
  public init(device: String, mac: String) {
    self.device = device
    self.mac = mac
  }
}

/// A domain with what `doctor` judges.
public struct DomainFacts: Sendable, Equatable {
  /// What a list shows of it.
  public var machine: Machine
  /// The rack in the metadata of its definition; nil when there is none.
  public var rack: UUID?
  /// The rack in its metadata as it runs, which is what coloc goes by; that of its definition while it is off.
  public var liveRack: UUID?
  /// The tenant in the metadata of its definition; nil when there is none.
  public var tenant: TenantName?
  /// Whether it is defined, and not only running.
  public var isPersistent: Bool
  /// Whether it starts with the host.
  public var autostart: Bool
  /// What its definition says.
  public var form: DomainForm
  /// Its interfaces while it runs.
  public var ports: [PortFacts]
  /// The names of its snapshots.
  public var snapshots: [String]
  /// The names of its checkpoints.
  public var checkpoints: [String]

  /// Makes a record.
  public init(
    machine: Machine,
    rack: UUID?,
    liveRack: UUID?,
    tenant: TenantName? = nil,
    isPersistent: Bool = true,
    autostart: Bool = true,
    form: DomainForm,
    ports: [PortFacts] = [],
    snapshots: [String] = [],
    checkpoints: [String] = []
  ) {
    self.machine = machine
    self.rack = rack
    self.liveRack = liveRack
    self.tenant = tenant
    self.isPersistent = isPersistent
    self.autostart = autostart
    self.form = form
    self.ports = ports
    self.snapshots = snapshots
    self.checkpoints = checkpoints
  }
}
