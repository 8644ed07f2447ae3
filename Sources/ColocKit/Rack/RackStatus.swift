/// The rack at a glance.
public struct RackStatus: Sendable {
  /// The configuration.
  public let configuration: Configuration
  /// What the host has; nil when it is away.
  public let facts: HostFacts?
  /// The pool; nil when it or the host is away.
  public let pool: StoragePool?
  /// What `init` found out; nil before it.
  public let host: HostRecord?
  /// All VMs.
  public let inventory: VMInventory
  /// How many tenants, the owner included.
  public let tenants: Int
  /// How many images.
  public let images: Int
  /// How many VMs are in the trash.
  public let trash: Int
  /// How many commands were interrupted and not ended yet.
  public let interrupted: Int
  /// The outage that is open, if any.
  public let outage: Outage?
  /// The next windows that are neither over nor cancelled, the earliest first.
  public let windows: [Window]

  /// VMs by what they do: `3 running, 1 off`.
  public var states: String {
    let counts = MachineState.allCases.compactMap { state -> String? in
      let count = inventory.items.count { $0.state == state }
      return count == 0 ? nil : "\(count) \(state.rawValue)"
    }
    return counts.isEmpty ? "none" : counts.joined(separator: ", ")
  }

  /// Memory of running VMs of this rack.
  public var memoryInUse: ByteCount {
    inventory.items.reduce(ByteCount(bytes: 0)) { sum, item in
      guard case .managed(_, let vm, let state) = item, state.isActive else { return sum }
      return sum + vm.memory
    }
  }

  /// The item of `status --json`.
  public var json: JSONValue {
    .object([
      "rack": .string(configuration.rack.text), "trial": .bool(configuration.trial),
      "host": .string(configuration.host.name), "uri": .string(configuration.host.uri),
      "memory": .int(optional: facts?.memory.bytes), "memoryInUse": .int(memoryInUse.bytes),
      "poolAvailable": .int(optional: pool?.available.bytes), "kvm": host.map { .bool($0.kvm) } ?? .null,
      "tenants": .int(tenants), "vms": .int(inventory.items.count), "images": .int(images), "trash": .int(trash),
      "running": .int(inventory.items.count { $0.state == .running }), "interrupted": .int(interrupted),
      "outage": outage.map { .string($0.window?.description ?? $0.cause.rawValue) } ?? .null,
      "owed": .int(outage?.owed.count ?? 0), "windows": .texts(windows.map(\.id)),
    ])
  }
}

extension JSONValue {
  /// A whole number, or null.
  static func int(optional value: Int64?) -> JSONValue { value.map { .int($0) } ?? .null }
}

extension VMListing {
  /// What the VM is doing.
  public var state: MachineState {
    switch self {
    case .managed(_, _, let state): state
    case .unmanaged(let machine, _): machine.state
    }
  }
}

extension Rack {
  /// Looks at everything once; a host that is away leaves gaps, not an error.
  public func status() async throws -> RackStatus {
    let inventory = try await inventory()
    let isThere = inventory.hostFault == nil
    return RackStatus(
      configuration: configuration,
      facts: isThere ? try await host.facts() : nil,
      pool: isThere ? try await host.pool(configuration.pool.name) : nil,
      host: try state.hosts.read(configuration.host.name),
      inventory: inventory,
      tenants: inventory.tenants,
      images: try state.images.all().count,
      trash: try state.tombstones.all().count,
      interrupted: try state.intents.abandoned().records.count,
      outage: try state.outages.read(),
      windows: try state.windows.survey().records.filter(\.isOpen).sorted { $0.start < $1.start }
    )
  }
}
