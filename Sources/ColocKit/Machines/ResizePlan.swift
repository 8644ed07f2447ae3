/// What the owner typed for `vm resize`; what is nil stays as it is.
public struct ResizeRequest: Sendable, Equatable {
  /// The VM.
  public let name: VMName
  /// Memory, more or less than now.
  public var memory: ByteCount?
  /// Virtual CPUs, more or fewer than now.
  public var vcpus: Int?
  /// The disk, as large as now or larger.
  public var disk: ByteCount?
  /// Why, for the audit log.
  public var reason: String?

  /// Makes a request for nothing.
  public init(_ name: VMName) { self.name = name }
}

/// One of the sizes of a VM, named as its field in the manifest.
public enum SizeField: String, Sendable, CaseIterable {
  case vcpus
  case memory
  case disk

  /// The size in a record, in words.
  public func words(in vm: VMRecord) -> String {
    switch self {
    case .vcpus: "\(vm.vcpus) vCPU\(vm.vcpus == 1 ? "" : "s")"
    case .memory: "\(vm.memory) memory"
    case .disk: "\(vm.disk) disk"
    }
  }

  /// The size in a record: processors, or bytes.
  public func number(in vm: VMRecord) -> Int64 {
    switch self {
    case .vcpus: Int64(vm.vcpus)
    case .memory: vm.memory.bytes
    case .disk: vm.disk.bytes
    }
  }

  /// Takes the size over from another record.
  func copy(from source: VMRecord, to vm: inout VMRecord) {
    switch self {
    case .vcpus: vm.vcpus = source.vcpus
    case .memory: vm.memory = source.memory
    case .disk: vm.disk = source.disk
    }
  }
}

/// When a VM has its new size.
public enum SizeMoment: String, Sendable, CaseIterable {
  /// At once.
  case now
  /// From its next start on: not after a reboot inside, which keeps the same QEMU.
  case nextStart
}

/// One size that changes.
public struct SizeChange: Sendable, Equatable {
  /// Which.
  public let field: SizeField
  /// When the guest has it.
  public var moment: SizeMoment
}

/// What `vm resize` is about to do.
public struct ResizePlan: Sendable {
  /// The tenant.
  public let tenant: Tenant
  /// The VM as it is recorded now.
  public let vm: VMRecord
  /// The VM with its new sizes.
  public let resized: VMRecord
  /// What it is doing now.
  public let state: MachineState
  /// What changes; empty when it has those sizes already.
  public let changes: [SizeChange]

  /// What it takes of an agreement beyond what it has; nil when nothing grows.
  var demand: Demand? {
    let (old, new) = (Demand(of: vm), Demand(of: resized))
    guard new.covering(old) != old else { return nil }
    return Demand(
      vcpus: new.vcpus - old.vcpus,
      memory: ByteCount(bytes: new.memory.bytes - old.memory.bytes),
      disk: ByteCount(bytes: new.disk.bytes - old.disk.bytes)
    )
  }

  /// The item of `vm resize --json`: the VM with its new sizes, and what changes when.
  public var json: JSONValue {
    guard case .object(var fields) = VMListing.managed(tenant.name, resized, state).json else { return .null }
    fields["changes"] = .array(
      changes.map { change in
        .object([
          "field": .string(change.field.rawValue), "from": .int(change.field.number(in: vm)),
          "to": .int(change.field.number(in: resized)), "when": .string(change.moment.rawValue),
        ])
      }
    )
    return .object(fields)
  }
}
