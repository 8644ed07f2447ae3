internal import ColocKit
internal import Foundation
internal import VirtKit

extension LibvirtHost: RackHost {
  func facts() async throws -> HostFacts {
    try await ask("say what it is") { connection in
      let info = try await connection.hostInfo()
      return HostFacts(
        hostName: info.hostName,
        libvirtVersion: info.libvirtVersion,
        hypervisorVersion: info.hypervisorVersion,
        cpus: info.cpus,
        memory: ByteCount(bytes: Int64(clamping: info.memory)),
        securityModels: info.securityModels.map(\.name),
        qemu: info.securityModels.first { $0.name == "dac" }?.baseLabel.flatMap { Account(label: $0) }
      )
    }
  }

  func usedRanges(except network: String?) async throws -> [IPv4Network] {
    let networks = try await ask("list its networks") { connection in
      var ranges: [IPv4Network] = []
      for record in try await connection.networks() where record.name != network {
        let description = try NetworkDescription(xml: try await connection.networkXML(record.uuid))
        ranges += description.subnets.compactMap { subnet in
          IPv4Address(subnet.address).map { IPv4Network(holding: $0, prefix: subnet.prefix) }
        }
      }
      return ranges
    }
    return networks + (isLocal ? Routes.local() : [])
  }

  /// Whether the host is this machine, so that its routes can be read here.
  var isLocal: Bool { uri.hasPrefix("qemu:///") || uri.hasPrefix("qemu+unix://") }

  func prepare(_ configuration: Configuration, reservations: [Reservation]) async throws -> [String] {
    try await order("prepare the rack") { connection in
      var lines = try await RackPool(configuration).prepare(on: connection)
      if case .nat = configuration.network {
        lines += try await RackNetwork(configuration).prepare(on: connection, reservations: reservations)
      }
      for filter in RackFilters(prefix: configuration.filters, rack: configuration.rack).definitions {
        try await Self.refuseForeign(try await connection.filter(named: filter.name)?.uuid, filter.uuid, filter.name)
        _ = try await connection.defineFilter(filter.xml)
      }
      lines.append("packet filters \(configuration.filters)-… are in place")
      return lines
    }
  }

  func remove(_ configuration: Configuration) async throws -> [String] {
    try await order("remove the rack") { connection in
      var lines: [String] = []
      for filter in RackFilters(prefix: configuration.filters, rack: configuration.rack).definitions.reversed() {
        guard try await connection.filter(named: filter.name)?.uuid == filter.uuid else { continue }
        try await connection.undefineFilter(filter.uuid)
      }
      lines.append("packet filters are removed")
      if case .nat = configuration.network { lines += try await RackNetwork(configuration).remove(on: connection) }
      lines += try await RackPool(configuration).remove(on: connection)
      return lines
    }
  }

  /// An object of the same name with another UUID is somebody else's: never touched.
  static func refuseForeign(_ found: UUID?, _ ours: UUID, _ name: String) async throws {
    guard let found, found != ours else { return }
    throw Failure(
      .cannotCreate,
      "\(name) exists in libvirt already and is not this rack's",
      hint: "choose another name in coloc.yaml, or remove it with virsh if nobody needs it"
    )
  }
}

extension Account {
  /// Reads libvirt's label of a user and a group by numbers, `+64055:+107`.
  init?(label: String) {
    let numbers = label.split(separator: ":").compactMap { UInt32($0.drop { $0 == "+" }) }
    guard numbers.count == 2 else { return nil }
    self.init(user: numbers[0], groups: [numbers[1]])
  }
}
