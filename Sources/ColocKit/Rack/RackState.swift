/// What a rack has on disk, as one command sees it.
public struct RackState: Sendable {
  /// Where everything lies.
  public let layout: StateLayout
  /// The tenants' manifests.
  public let manifests: ManifestStore
  /// The images' records.
  public let images: ImageStore
  /// The operations under way.
  public let intents: IntentStore
  /// The trash.
  public let tombstones: TombstoneStore
  /// libvirt's definitions of adopted VMs.
  public let definitions: DefinitionStore
  /// What `init` found out about hosts.
  public let hosts: HostStore
  /// The maintenance windows.
  public let windows: WindowStore
  /// What was sent about them.
  public let outboxes: OutboxStore
  /// The outage that is open.
  public let outages: OutageStore
  /// How long VMs took to go down and to come up.
  public let times: PowerTimesStore
  /// The audit log.
  public let audit: AuditLog
  private let command: String

  /// The state at a layout; `command` is what others are told who find it busy.
  public init(_ layout: StateLayout, command: String) {
    self.layout = layout
    self.command = command
    manifests = ManifestStore(layout: layout, command: command)
    images = ImageStore(layout: layout)
    intents = IntentStore(layout: layout, command: command)
    tombstones = TombstoneStore(layout: layout)
    definitions = DefinitionStore(layout: layout)
    hosts = HostStore(layout: layout)
    windows = WindowStore(layout: layout, command: command)
    outboxes = OutboxStore(layout: layout)
    outages = OutageStore(layout: layout, command: command)
    times = PowerTimesStore(layout: layout, command: command)
    audit = AuditLog(layout: layout)
  }

  /// Runs `body` while nobody else has what is claimed; waits up to ten seconds, then throws `busy` naming the holder.
  func holding<Value>(_ claim: Claim, time: TimeSource, _ body: () async throws -> Value) async throws -> Value {
    let lock = try await lock(claim, time: time)
    defer { lock.release() }
    return try await body()
  }

  /// Takes what is claimed as `holding` does, until the lock is released.
  func lock(_ claim: Claim, time: TimeSource, wait: Duration = FileLock.patience) async throws -> FileLock {
    try await FileLock.acquire(
      layout.lock(claim.file),
      of: claim.words,
      command: command,
      wait: wait,
      time: time
    )
  }
}

/// What a command can have to itself. Taken in this order: the power, a download, a VM or the imports, then the addresses.
enum Claim {
  /// The rack as a whole: `init`.
  case rack
  /// Bringing the host's domains down, or back.
  case power
  /// Addresses, names and the sums of tenants' VMs.
  case addresses
  /// Fetching one kind of image: `debian-12-bios`.
  case download(String)
  /// Taking images in and removing them.
  case imports
  /// One VM.
  case vm(VMName)

  var file: String {
    switch self {
    case .rack: "rack"
    case .power: "power"
    case .addresses: "addresses"
    case .download(let kind): "download-\(kind.replacing(".", with: "-"))"
    case .imports: "imports"
    case .vm(let name): "vm-\(name)"
    }
  }

  var words: String {
    switch self {
    case .rack: "the rack"
    case .power: "the going down and coming back of the host"
    case .addresses: "the allocation of addresses"
    case .download(let kind): "the download of \(kind)"
    case .imports: "the image store"
    case .vm(let name): "VM \(name)"
    }
  }
}

extension Rack {
  /// Runs `body` while nobody else has what is claimed; throws `busy` naming the holder.
  func holding<Value>(_ claim: Claim, _ body: () async throws -> Value) async throws -> Value {
    try await state.holding(claim, time: time, body)
  }
}
