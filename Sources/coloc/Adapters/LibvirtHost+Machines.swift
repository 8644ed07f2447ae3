internal import ColocKit
internal import Foundation
internal import VirtKit

extension LibvirtHost: MachineHost {
  func machines() async throws -> [Machine] {
    try await ask("list its domains") { try await $0.domains().map(Machine.init) }
  }

  func machines(within limit: Duration) async throws -> [Machine] {
    try await ask("list its domains") { try await $0.domains(deadline: limit).map(Machine.init) }
  }

  func machine(_ uuid: UUID) async throws -> Machine? {
    try await ask("look at a domain") { connection in
      guard let record = try await connection.domain(uuid: uuid) else { return nil }
      var asked = record
      if record.state == .off { asked.hasManagedSave = try await connection.hasManagedSave(uuid) }
      return Machine(asked)
    }
  }

  func machine(named name: String) async throws -> Machine? {
    try await ask("look at domain \(name)") { try await $0.domain(named: name).map(Machine.init) }
  }

  func rack(of uuid: UUID) async throws -> UUID? {
    try await ask("read a domain's metadata") { connection in
      guard let text = try await connection.domainMetadata(uuid, namespace: Mark.namespace) else { return nil }
      return Mark.rack(in: text)
    }
  }

  func claims(of uuid: UUID) async throws -> AddressClaims {
    try await ask("read a domain's definition") { connection in
      let domain = try DomainDescription(xml: try await connection.domainXML(uuid, inactive: true))
      return AddressClaims(
        macs: domain.interfaces.compactMap { $0.mac.flatMap { MACAddress($0) } },
        ipv4: domain.interfaces.flatMap(\.filterAddresses).compactMap { IPv4Address($0) }
      )
    }
  }

  func definition(of uuid: UUID) async throws -> String {
    try await ask("read a domain's definition") { try await $0.domainXML(uuid, inactive: true, secure: true) }
  }

  func xml(for definition: MachineDefinition) throws -> String {
    do {
      return try DomainDefinition(definition).xml
    } catch {
      throw failure(error, "describe \(definition.vm.name)", lost: .unexpected)
    }
  }

  func define(xml: String) async throws {
    try await order("define a domain") { _ = try await $0.defineDomain(xml) }
  }

  func undefine(_ uuid: UUID, keepingNVRAM: Bool) async throws {
    try await order("remove a domain") { connection in
      do {
        try await connection.undefineDomain(
          uuid,
          options: [
            .managedSave, .snapshotsMetadata, .checkpointsMetadata, keepingNVRAM ? .keepNVRAM : .nvram,
          ]
        )
      } catch let error as LibvirtError where error.code == .noDomain {}
    }
  }

  func discardNVRAM(definedBy xml: String) async throws {
    try await order("remove UEFI variables") { connection in
      var domain = try XMLElement(parsing: xml)
      // A name and UUID of its own, the same at each try: another VM may have the VM's name by now.
      guard let own = domain.first("uuid").flatMap({ UUID(uuidString: $0.text) }) else { return }
      let uuid = RackUUID.derived(from: own, for: "nvram")
      domain.children.removeAll { node in
        guard case .element(let element) = node else { return false }
        return ["name", "uuid"].contains(element.name)
      }
      domain.children.append(.element(XMLElement("name", text: "coloc-nvram-\(uuid.short)")))
      domain.children.append(.element(XMLElement("uuid", text: uuid.text)))
      _ = try await connection.defineDomain(domain.xml)
      try await connection.undefineDomain(uuid, options: [.nvram, .checkpointsMetadata, .snapshotsMetadata])
    }
  }

  func start(_ uuid: UUID) async throws {
    try await order("start a VM") { connection in
      guard let record = try await connection.domain(uuid: uuid) else {
        return try await connection.startDomain(uuid)
      }
      switch Machine(record).state {
      case .running: return
      case .paused: try await connection.resumeDomain(uuid)
      default: try await connection.startDomain(uuid)
      }
    }
  }

  func askToStop(_ uuid: UUID, by way: ShutdownWay) async throws {
    try await order("ask a VM to stop") { try await $0.shutdownDomain(uuid, via: way == .agent ? .agent : .acpi) }
  }

  func save(_ uuid: UUID) async throws {
    try await order("save a VM's memory") { connection in
      do {
        try await connection.saveDomain(uuid)
      } catch let error as LibvirtError where error.code == .operationInvalid {
        // It went down meanwhile: there is nothing to save. One that still runs could not be saved.
        guard try await connection.domain(uuid: uuid)?.state.isActive != true else { throw error }
      }
    }
  }

  func kill(_ uuid: UUID) async throws { try await kill(uuid, within: Connection.powerDeadline) }

  func kill(_ uuid: UUID, within limit: Duration) async throws {
    try await order("cut a VM's power") { connection in
      do {
        try await connection.destroyDomain(uuid, deadline: limit)
      } catch let error as LibvirtError where error.code == .operationInvalid || error.code == .noDomain {
        // It is off, or gone: that is what was asked for.
      }
    }
  }

  func autostart(_ uuid: UUID) async throws -> Bool {
    try await ask("read autostart") { try await $0.autostart(uuid) }
  }

  func setAutostart(_ uuid: UUID, _ on: Bool) async throws {
    try await order("set autostart") { try await $0.setAutostart(uuid, on) }
  }
}

extension Machine {
  init(_ record: DomainRecord) {
    self.init(
      uuid: record.uuid,
      name: record.name,
      state: record.state == .off && record.hasManagedSave ? .saved : MachineState(record.state),
      vcpus: record.vcpus,
      memory: ByteCount(bytes: Int64(clamping: record.memory)),
      guestWentDown: record.guestWentDown
    )
  }
}

extension MachineState {
  init(_ state: DomainState) {
    switch state {
    case .running, .blocked, .shuttingDown, .noState: self = .running
    case .paused, .asleep: self = .paused
    case .off: self = .off
    case .crashed: self = .crashed
    // A word of a newer libvirt: something holds the domain, so nothing may treat it as off.
    case .unknown: self = .running
    }
  }
}
