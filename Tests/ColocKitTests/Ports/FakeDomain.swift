import ColocKit
import Foundation

/// A domain as the fake host keeps it, and how its guest behaves.
struct FakeDomain: Sendable {
  let name: String
  let uuid: UUID
  let rack: UUID?
  var state: MachineState = .off
  let vcpus: Int
  let memory: ByteCount
  var claims = AddressClaims(macs: [], ipv4: [])
  let volumes: [String]
  var autostart = false
  let xml: String

  /// Whether its agent answers.
  var hasAgent = false
  /// Whether the agent, though it answers, refuses to shut down.
  var agentRefuses = false
  /// How many requests to stop it does not hear.
  var deafFor = 0
  /// How long it needs from a request that it heard until it is off.
  var needs: Duration = .seconds(2)
  /// When it goes off, by the virtual clock.
  var goesOff: Duration?
  /// Files that the agent can read.
  var files: [String: [UInt8]] = [:]
  /// What its console says and when; nil says nothing for ever.
  var console: [(at: Duration, bytes: [UInt8])] = []

  var machine: Machine { Machine(uuid: uuid, name: name, state: state, vcpus: vcpus, memory: memory) }
}

extension FakeDomain {
  /// Reads what `xml(for:)` below wrote.
  init?(xml: String) {
    let words = xml.split(whereSeparator: { "<> \n".contains($0) })
    var fields: [String: String] = [:]
    for word in words {
      let pair = word.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { fields[String(pair[0])] = String(pair[1]) }
    }
    guard let name = fields["name"], let uuid = fields["uuid"].flatMap(UUID.init(uuidString:)),
      let vcpus = fields["vcpus"].flatMap(Int.init), let memory = fields["memory"].flatMap({ ByteCount($0) })
    else { return nil }
    self.init(
      name: name,
      uuid: uuid,
      rack: fields["rack"].flatMap(UUID.init(uuidString:)),
      vcpus: vcpus,
      memory: memory,
      claims: AddressClaims(
        macs: fields["mac"].flatMap { MACAddress($0) }.map { [$0] } ?? [],
        ipv4: fields["ip"].flatMap { IPv4Address($0) }.map { [$0] } ?? []
      ),
      volumes: fields["volumes"]?.split(separator: ",").map(String.init) ?? [],
      xml: xml
    )
  }

  /// A definition that the fake host can read again.
  static func xml(for definition: MachineDefinition) -> String {
    let vm = definition.vm
    return "<domain name=\(vm.name) uuid=\(vm.uuid.text) rack=\(definition.rack.text) vcpus=\(vm.vcpus) "
      + "memory=\(vm.memory) mac=\(vm.mac) ip=\(vm.ipv4?.description ?? "-") volumes=\(vm.diskVolume),\(vm.seedVolume) >"
  }

  /// The domain of a VM that was made by other hands and carries a rack's mark since.
  static func adopted(_ vm: VMRecord, rack: UUID, state: MachineState = .running) -> FakeDomain {
    FakeDomain(
      name: vm.name.description,
      uuid: vm.uuid,
      rack: rack,
      state: state,
      vcpus: vm.vcpus,
      memory: vm.memory,
      claims: AddressClaims(macs: [vm.mac], ipv4: []),
      volumes: [],
      xml: "<domain name=\(vm.name) uuid=\(vm.uuid.text) rack=\(rack.text) vcpus=\(vm.vcpus) memory=\(vm.memory) >"
    )
  }

  /// A domain that is not coloc's.
  static func foreign(
    _ name: String,
    number: Int,
    state: MachineState = .running,
    memory: ByteCount = .gibibytes(1),
    claims: AddressClaims = AddressClaims(macs: [], ipv4: []),
    rack: UUID? = nil
  ) throws -> FakeDomain {
    FakeDomain(
      name: name,
      uuid: try Sample.uuid(number),
      rack: rack,
      state: state,
      vcpus: 1,
      memory: memory,
      claims: claims,
      volumes: [],
      xml: "<domain name=\(name)>"
    )
  }
}
