internal import Foundation

/// Whether the host can still hold a VM: libvirt accepts a 10 TiB disk on a 64 MiB pool.
enum Admission {
  /// What the pool still holds when every disk in it has grown to its full size, what other commands are about to put
  /// there (`pending`) is there, and the reserve is kept; may be negative.
  static func room(in pool: StoragePool, volumes: [Volume], pending: ByteCount = .zero, reserve: ByteCount) -> Int64 {
    let growth = volumes.reduce(Int64(0)) { $0 + max(0, $1.capacity.bytes - $1.allocation.bytes) }
    return pool.available.bytes - growth - pending.bytes - reserve.bytes
  }

  /// Judges a new disk; throws `cannotCreate`.
  static func judge(
    disk: ByteCount,
    in pool: StoragePool,
    volumes: [Volume],
    pending: ByteCount = .zero,
    reserve: ByteCount
  ) throws(Failure) {
    let room = room(in: pool, volumes: volumes, pending: pending, reserve: reserve)
    guard disk.bytes <= room else {
      throw Failure(
        .cannotCreate,
        "pool \(pool.name) can take \(ByteCount(bytes: max(0, room)).approximate) more, not \(disk)",
        hints: [
          "it has \(pool.available.approximate) free; existing disks may still grow, and \(reserve) is kept (reserve.disk)",
          "make room at \(pool.path), or empty the trash: coloc vm purge NAME --confirm NAME",
        ]
      )
    }
  }

  /// The machines with the memory that their records promise them, where that is more than what they hold now.
  static func promised(_ machines: [Machine], to vms: [VMRecord]) -> [Machine] {
    let promises = Dictionary(vms.map { ($0.uuid, $0.memory) }) { max($0, $1) }
    return machines.map { machine in
      guard machine.state.isActive, let promise = promises[machine.uuid], promise > machine.memory else {
        return machine
      }
      return Machine(
        uuid: machine.uuid,
        name: machine.name,
        state: machine.state,
        vcpus: machine.vcpus,
        memory: promise
      )
    }
  }

  /// Judges memory for a VM that is about to run; `pending` is what other commands are starting. Throws `cannotCreate`.
  static func judge(
    memory: ByteCount,
    running machines: [Machine],
    pending: ByteCount = .zero,
    facts: HostFacts,
    reserve: ByteCount
  ) throws(Failure) {
    let used = machines.filter(\.state.isActive).reduce(pending.bytes) { $0 + $1.memory.bytes }
    let room = facts.memory.bytes - used - reserve.bytes
    guard memory.bytes <= room else {
      throw Failure(
        .cannotCreate,
        "\(facts.hostName) has \(ByteCount(bytes: max(0, room)).approximate) memory left for VMs, not \(memory)",
        hint: "running VMs hold \(ByteCount(bytes: used).approximate) of \(facts.memory.approximate), and \(reserve) "
          + "is kept for the host (reserve.memory)"
      )
    }
  }
}
