import ColocKit
import Foundation

extension FakeHost: ChangeHost {
  func sizes(of uuid: UUID) async throws -> MachineSizes {
    try call("sizes") {
      let domain = try domain(uuid)
      let isActive = domain.state.isActive
      return MachineSizes(
        memory: domain.nextMemory ?? domain.memory,
        vcpus: domain.nextVCPUs ?? domain.vcpus,
        liveVCPUs: isActive ? domain.vcpus : nil,
        liveMaximumVCPUs: isActive ? domain.maximumVCPUs : nil
      )
    }
  }

  func setMemory(_ uuid: UUID, _ memory: ByteCount) async throws {
    try call("set memory") {
      let old = try domain(uuid)
      domains[uuid]?.nextMemory = memory
      domains[uuid]?.xml.replace("memory=\(old.nextMemory ?? old.memory) ", with: "memory=\(memory) ")
    }
  }

  func setVCPUs(_ uuid: UUID, _ count: Int) async throws {
    try call("set vCPUs") {
      let old = try domain(uuid)
      domains[uuid]?.nextVCPUs = count
      domains[uuid]?.xml.replace("vcpus=\(old.nextVCPUs ?? old.vcpus) ", with: "vcpus=\(count) ")
    }
  }

  func plugVCPUs(_ uuid: UUID, _ count: Int) async throws -> Bool {
    try call("plug vCPUs") {
      let domain = try domain(uuid)
      guard domain.state.isActive, count <= domain.maximumVCPUs, !domain.refusesPlugging else {
        throw Failure(.unexpected, "\(domain.name) takes no processor now")
      }
      if count < domain.vcpus { violation("\(domain.name) lost a processor while it runs") }
      // Whoever changed nothing for the next start would lose it there.
      domains[uuid]?.nextVCPUs = domain.nextVCPUs ?? domain.vcpus
      domains[uuid]?.vcpus = count
      return domain.hasAgent
    }
  }

  func diskCapacity(_ uuid: UUID, disk: String) async throws -> ByteCount {
    try call("disk capacity") { try capacity(of: domain(uuid), disk) }
  }

  func growDisk(_ uuid: UUID, disk: String, to size: ByteCount) async throws {
    try call("grow disk") {
      let domain = try domain(uuid)
      guard try capacity(of: domain, disk) < size else { return }
      if let full = diskFault { throw full }
      guard disk == "vda", let name = domain.volumes.first, let volume = volumes[name] else {
        domains[uuid]?.ownDisk = size
        return
      }
      volumes[name] = Volume(name: name, capacity: size, allocation: volume.allocation)
    }
  }

  func setTitle(_ uuid: UUID, _ title: String) async throws {
    try call("set title") {
      _ = try domain(uuid)
      domains[uuid]?.title = title
    }
  }

  private func capacity(of domain: FakeDomain, _ disk: String) throws -> ByteCount {
    if disk == "vda", let volume = domain.volumes.first.flatMap({ volumes[$0] }) { return volume.capacity }
    guard let size = domain.ownDisk else { throw Failure(.notFound, "\(domain.name) has no disk \(disk)") }
    return size
  }
}
