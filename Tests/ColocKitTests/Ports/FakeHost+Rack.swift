import ColocKit
import Foundation

extension FakeHost: NetworkHost {
  func reservations(in network: String) async throws -> [Reservation] {
    try call("reservations") { Array(reserved) }
  }

  func reserve(_ reservation: Reservation, in network: String) async throws {
    try call("reserve") {
      let others = reserved.filter { $0 != reservation }
      guard !others.contains(where: { $0.mac == reservation.mac || $0.ipv4 == reservation.ipv4 }) else {
        throw Failure(.cannotCreate, "\(reservation.ipv4) or \(reservation.mac) is reserved for another")
      }
      reserved.insert(reservation)
    }
  }

  func release(_ reservation: Reservation, in network: String) async throws {
    try call("release") { _ = reserved.remove(reservation) }
  }
}

extension FakeHost: RackHost {
  func facts() async throws -> HostFacts {
    try call("facts") {
      HostFacts(
        hostName: "local",
        libvirtVersion: versions.libvirt,
        hypervisorVersion: versions.qemu,
        cpus: 8,
        memory: memory,
        securityModels: securityModels,
        qemu: Account(user: 64055, groups: [64055])
      )
    }
  }

  func probe(pool: String) async throws -> VirtualizationProbe {
    try call("probe") { VirtualizationProbe(kvmFault: kvmFault, machine: "pc-q35-7.2") }
  }

  func usedRanges(except network: String?) async throws -> [IPv4Network] { try call("used ranges") { ranges } }

  func prepare(_ configuration: Configuration, reservations: [Reservation]) async throws -> [String] {
    try call("prepare") {
      reserved.formUnion(reservations)
      return ["prepared"]
    }
  }

  func remove(_ configuration: Configuration) async throws -> [String] {
    try call("remove") {
      if !domains.values.allSatisfy({ $0.rack != configuration.rack }) { violation("removed a rack with domains") }
      return ["removed"]
    }
  }
}

extension FakeHost: VolumeHost {
  func pool(_ name: String) async throws -> StoragePool? {
    try call("pool") {
      StoragePool(name: name, path: "/var/lib/libvirt/images/coloc", active: poolIsActive, available: available)
    }
  }

  func volumes(in pool: String) async throws -> [Volume] { try call("volumes") { Array(volumes.values) } }

  func volume(_ name: String, in pool: String) async throws -> Volume? { try call("volume") { volumes[name] } }

  func createDisk(
    _ name: String,
    in pool: String,
    capacity: ByteCount,
    above base: String,
    baseFormat: ImageRecord.Format
  ) async throws {
    try call("create disk") {
      guard volumes[base] != nil else { throw Failure(.notFound, "there is no volume \(base)") }
      try make(name, capacity)
    }
  }

  func createVolume(_ name: String, in pool: String, capacity: ByteCount, format: ImageRecord.Format) async throws {
    try call("create volume") { try make(name, capacity) }
  }

  func upload(
    _ path: String,
    to name: String,
    in pool: String,
    progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    try call("upload") {
      guard let volume = volumes[name] else { throw Failure(.notFound, "there is no volume \(name)") }
      guard FileManager.default.contents(atPath: path) != nil else { throw Failure(.notFound, "no file \(path)") }
      volumes[name] = Volume(name: name, capacity: volume.capacity, allocation: volume.capacity)
    }
  }

  func deleteVolume(_ name: String, in pool: String) async throws {
    try call("delete volume") {
      if let user = domains.values.first(where: { $0.volumes.contains(name) }) {
        violation("\(name) was deleted below \(user.name)")
      }
      volumes[name] = nil
    }
  }

  private func make(_ name: String, _ capacity: ByteCount) throws {
    guard volumes[name] == nil else { throw Failure(.cannotCreate, "volume \(name) exists") }
    volumes[name] = Volume(name: name, capacity: capacity, allocation: .mebibytes(1))
  }
}
