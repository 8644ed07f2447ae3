internal import ColocKit
internal import Foundation
internal import VirtKit

extension LibvirtHost: HostExaminer {
  func examinePool(of configuration: Configuration) async throws -> PoolFacts? {
    let ours = RackPool(configuration)
    return try await ask("look at pool \(ours.pool.name)") { connection in
      // Fails for a pool that is not started, and while something is uploaded: then the figures are older ones.
      try? await connection.refreshPool(ours.pool.name)
      guard let record = try await connection.pool(named: ours.pool.name) else { return nil }
      return PoolFacts(isOurs: record.uuid == ours.uuid, autostart: record.autostart, pool: StoragePool(record))
    }
  }

  func examineVolumes(of configuration: Configuration) async throws -> [VolumeFacts] {
    try await ask("look at the volumes of \(configuration.pool.name)") { connection in
      try await connection.volumes(pool: configuration.pool.name).map { record in
        VolumeFacts(
          volume: Volume(record),
          path: record.path,
          length: record.physical.map { ByteCount(bytes: Int64(clamping: $0)) },
          mode: record.mode.flatMap { UInt32($0, radix: 8) },
          backing: record.backingPath
        )
      }
    }
  }

  func examineNetwork(of configuration: Configuration) async throws -> NetworkFacts? {
    let ours = RackNetwork(configuration)
    return try await ask("look at network \(ours.name)") { connection in
      guard let record = try await connection.network(named: ours.name) else { return nil }
      let live = try NetworkDescription(xml: try await connection.networkXML(record.uuid))
      let next = try NetworkDescription(xml: try await connection.networkXML(record.uuid, inactive: true))
      let nobody = Set(ours.placeholder.map(\.mac))
      return NetworkFacts(
        isOurs: record.uuid == ours.uuid,
        active: record.isActive,
        autostart: record.autostart,
        bridge: record.bridge,
        addresses: Set((live.subnets + next.subnets).map { "\($0.address)/\($0.prefix)" }),
        reservations: live.reservations.compactMap { reservation in
          guard !nobody.contains(reservation.mac), let mac = MACAddress(reservation.mac),
            let ipv4 = IPv4Address(reservation.ip)
          else { return nil }
          return Reservation(mac: mac, ipv4: ipv4, name: reservation.name ?? "")
        }
      )
    }
  }

  func examineFilters(of configuration: Configuration) async throws -> [FilterFacts] {
    try await ask("look at its packet filters") { connection in
      var facts: [FilterFacts] = []
      for wanted in RackFilters(prefix: configuration.filters, rack: configuration.rack).definitions {
        guard let record = try await connection.filter(named: wanted.name) else {
          facts.append(FilterFacts(name: wanted.name, likeness: .missing))
          continue
        }
        let found = try XMLElement(parsing: try await connection.filterXML(record.uuid))
        let likeness: FilterFacts.Likeness =
          record.uuid != wanted.uuid ? .foreign : FilterForm(found) == FilterForm(wanted.element()) ? .same : .changed
        facts.append(FilterFacts(name: wanted.name, likeness: likeness))
      }
      return facts
    }
  }

  func examineDomains() async throws -> [DomainFacts] {
    try await ask("look at its domains") { connection in
      try await connection.domainSurveys().map { survey in
        let domain = try DomainDescription(xml: survey.xml)
        let live = try survey.liveXML.map { try DomainDescription(xml: $0) }
        let mark = domain.metadata(namespace: Mark.namespace)
        return DomainFacts(
          machine: Machine(survey.record),
          rack: mark.flatMap { Mark.rack(in: $0) },
          liveRack: (live ?? domain).metadata(namespace: Mark.namespace).flatMap { Mark.rack(in: $0) },
          tenant: mark.flatMap { Mark.tenant(in: $0) },
          isPersistent: survey.isPersistent,
          autostart: survey.autostart,
          form: DomainForm(domain),
          ports: live?.interfaces.compactMap { interface in
            guard let device = interface.device, let mac = interface.mac else { return nil }
            return PortFacts(device: device, mac: mac)
          } ?? [],
          snapshots: survey.snapshots,
          checkpoints: survey.checkpoints
        )
      }
    }
  }

  func filtersAtWork() async throws -> [String: String] {
    try await ask("list the packet filters at work") { connection in
      let bindings = try await connection.filterBindings()
      return Dictionary(bindings.map { ($0.port, $0.filter) }) { first, _ in first }
    }
  }

  func form(of definition: MachineDefinition) throws -> DomainForm {
    do {
      return DomainForm(try DomainDescription(DomainDefinition(definition).element()))
    } catch {
      throw failure(error, "describe \(definition.vm.name)", lost: .unexpected)
    }
  }
}
