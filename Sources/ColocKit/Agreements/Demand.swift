/// What a VM takes of an agreement, or what one more of it would take.
public struct Demand: Sendable, Equatable {
  /// How many VMs.
  public var vms: Int
  /// How many virtual CPUs.
  public var vcpus: Int
  /// How much memory.
  public var memory: ByteCount
  /// How much disk.
  public var disk: ByteCount

  /// Makes a demand.
  public init(
    vms: Int = 0,
    vcpus: Int = 0,
    memory: ByteCount = ByteCount(bytes: 0),
    disk: ByteCount = ByteCount(bytes: 0)
  ) {
    self.vms = vms
    self.vcpus = vcpus
    self.memory = memory
    self.disk = disk
  }

  /// What one VM takes, running or not.
  public init(of vm: VMRecord) { self.init(vms: 1, vcpus: vm.vcpus, memory: vm.memory, disk: vm.disk) }

  /// What several VMs take together.
  public init(of vms: some Sequence<VMRecord>) {
    self = vms.reduce(Demand()) { $0 + Demand(of: $1) }
  }

  /// Adds two demands.
  public static func + (left: Demand, right: Demand) -> Demand {
    Demand(
      vms: left.vms + right.vms,
      vcpus: left.vcpus + right.vcpus,
      memory: left.memory + right.memory,
      disk: left.disk + right.disk
    )
  }

  /// The larger of two demands, figure by figure.
  public func covering(_ other: Demand) -> Demand {
    Demand(
      vms: max(vms, other.vms),
      vcpus: max(vcpus, other.vcpus),
      memory: max(memory, other.memory),
      disk: max(disk, other.disk)
    )
  }

  /// The demand in words: `2 VMs, 4 vCPUs, 4G memory, 60G disk`.
  public var words: String { "\(vms) VM\(vms == 1 ? "" : "s"), \(vcpus) vCPUs, \(memory) memory, \(disk) disk" }

  /// The demand in JSON, sizes in bytes.
  public var json: JSONValue {
    .object(["vms": .int(vms), "vcpus": .int(vcpus), "memory": .int(memory.bytes), "disk": .int(disk.bytes)])
  }
}

extension Agreement {
  /// The totals that were agreed.
  public var limit: Demand { Demand(vms: vms, vcpus: vcpus, memory: memory, disk: disk) }
}
