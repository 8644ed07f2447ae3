internal import ColocKit
internal import Foundation
internal import VirtKit

extension LibvirtHost {
  func survey(of uuid: UUID) async throws -> MachineSurvey? {
    try await ask("look a domain over") { connection in
      guard let record = try await connection.domain(uuid: uuid), let machine = try await self.machine(uuid) else {
        return nil
      }
      let domain = try DomainDescription(xml: try await connection.domainXML(uuid, inactive: true))
      let running =
        record.state.isActive
        ? try DomainDescription(xml: try await connection.domainXML(uuid, inactive: false)) : nil
      var survey = MachineSurvey(
        machine: Machine(
          uuid: uuid,
          name: record.name,
          state: machine.state,
          vcpus: max(record.vcpus, domain.vcpus),
          memory: ByteCount(bytes: Int64(clamping: max(record.maximumMemory, domain.memory)))
        ),
        isPersistent: try await connection.isPersistent(uuid),
        autostart: try await connection.autostart(uuid),
        mark: Mark.mark(in: [domain, running].compactMap { $0 }),
        firmware: domain.firmware == "efi" ? .uefi : .bios,
        machineType: domain.machine,
        kvm: domain.type == .kvm,
        cpuMode: domain.cpuMode?.rawValue,
        disks: try await self.disks(of: uuid, domain, running, connection),
        interfaces: domain.interfaces.compactMap(SurveyedInterface.init)
      )
      survey.hasSerialConsole = domain.hasSerialConsole
      survey.hasAgentChannel = domain.hasAgentChannel
      survey.hasRandom = domain.hasRandom
      survey.graphics = domain.graphics
      survey.snapshots = try await connection.snapshotCount(uuid)
      survey.osinfo = domain.osinfo
      survey.metadata = domain.metadata.compactMap(\.namespace).filter { namespace in
        namespace != Mark.namespace && namespace != DomainDescription.libosinfoNamespace
      }
      survey.sightings = running == nil ? [] : try await self.sightings(of: survey, connection)
      return survey
    }
  }

  func snapshots(of uuid: UUID) async throws -> Int {
    try await ask("count a domain's snapshots") { try await $0.snapshotCount(uuid) }
  }

  func mark(_ uuid: UUID, rack: UUID, tenant: TenantName) async throws {
    try await order("mark a domain") { connection in
      let element = Mark.element(rack: rack, tenant: tenant)
      try await connection.setDomainMetadata(uuid, namespace: Mark.namespace, prefix: Mark.prefix, element: element)
    }
  }

  func unmark(_ uuid: UUID) async throws {
    try await order("take the mark off a domain") { connection in
      do {
        try await connection.setDomainMetadata(uuid, namespace: Mark.namespace, prefix: Mark.prefix, element: nil)
      } catch let error as LibvirtError where [.noDomain, .noDomainMetadata].contains(error.code) {}
    }
  }

  /// Its disks as they start next, and what was plugged in live and is in use too.
  private func disks(
    of uuid: UUID,
    _ domain: DomainDescription,
    _ running: DomainDescription?,
    _ connection: Connection
  ) async throws -> [SurveyedDisk] {
    let live = running?.disks ?? []
    let added = live.filter { disk in !domain.disks.contains { $0.place == disk.place } }
    var disks: [SurveyedDisk] = []
    for disk in domain.disks + added where ["disk", "lun"].contains(disk.device) {
      guard let place = disk.place else { continue }
      let inUse = live.first { $0.place == place }
      let volume = try await volume(of: disk, connection)
      disks.append(
        SurveyedDisk(
          place: place,
          target: disk.target,
          bus: disk.bus,
          format: disk.format,
          compat: compat(of: place, volume),
          capacity: try await capacity(of: disk, in: uuid, volume, connection),
          backing: inUse?.backingPaths.first ?? disk.backingPaths.first ?? volume?.backingPath
        )
      )
    }
    return disks
  }

  /// On this machine the file itself is asked: what libvirt's pools know is as old as their last refresh. They name only
  /// the newer version.
  private func compat(of place: String, _ volume: VolumeRecord?) -> String? {
    if isLocal, let compat = QCOW2Version.compat(ofFile: volume?.path ?? place) { return compat }
    guard let volume, volume.format == "qcow2" else { return nil }
    return volume.compat ?? "0.10"
  }

  /// What the pools of the host know of a disk; nil where none has it.
  private func volume(of disk: DiskDescription, _ connection: Connection) async throws -> VolumeRecord? {
    do {
      switch disk.source {
      case .file(let path), .block(let path): return try await connection.volume(path: path)
      case .volume(let pool, let name): return try await connection.volume(named: name, pool: pool)
      case nil: return nil
      }
    } catch let error as LibvirtError where !error.isConnectionLost {
      // A pool that is stopped or gone: its volumes are not told.
      return nil
    }
  }

  private func capacity(
    of disk: DiskDescription,
    in uuid: UUID,
    _ volume: VolumeRecord?,
    _ connection: Connection
  ) async throws -> ByteCount? {
    do {
      let info = try await connection.blockInfo(uuid, disk: disk.target)
      return ByteCount(bytes: Int64(clamping: info.capacity))
    } catch let error as LibvirtError where !error.isConnectionLost {
      return volume.map { ByteCount(bytes: Int64(clamping: $0.capacity)) }
    }
  }

  /// Who has seen it with which address; whoever cannot say is left out.
  private func sightings(of survey: MachineSurvey, _ connection: Connection) async throws -> [Sighting] {
    let uuid = survey.machine.uuid
    // A guest's own bridges and tunnels say nothing about where it is reached.
    let macs = Set(survey.interfaces.map(\.mac))
    var sightings: [Sighting] = []
    for witness in Sighting.Witness.allCases {
      // An agent that holds its channel and never answers would hold libvirt's call too.
      if witness == .agent, try await !agentAnswers(uuid) { continue }
      do {
        for interface in try await connection.domainInterfaceAddresses(uuid, source: .init(witness)) {
          guard let mac = interface.mac.flatMap({ MACAddress($0) }), macs.contains(mac) else { continue }
          sightings += interface.addresses.compactMap { IPv4Address($0.address) }.map { Sighting(witness, $0) }
        }
      } catch let error as LibvirtError where !error.isConnectionLost {
        // No such agent command, a domain that stopped meanwhile: hearsay may be missing.
      }
    }
    return sightings
  }
}

extension SurveyedInterface {
  /// An interface as libvirt describes it; nil without a hardware address.
  init?(_ interface: InterfaceDescription) {
    guard let mac = interface.mac.flatMap({ MACAddress($0) }) else { return nil }
    let plug: MachineDefinition.Plug? =
      switch interface.source {
      case .network(let name): .network(name)
      case .bridge(let device): .bridge(device)
      case nil: nil
      }
    self.init(
      mac: mac,
      plug: plug,
      model: interface.model,
      filter: interface.filter?.name,
      addresses: interface.filterAddresses.compactMap { IPv4Address($0) },
      isIsolated: interface.isIsolated
    )
  }
}

extension InterfaceAddresses.Source {
  init(_ witness: Sighting.Witness) {
    switch witness {
    case .agent: self = .agent
    case .lease: self = .lease
    case .neighbour: self = .arp
    }
  }
}
