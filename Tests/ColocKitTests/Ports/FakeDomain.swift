import ColocKit
import Foundation

/// A domain as the fake host keeps it, and how its guest behaves.
struct FakeDomain: Sendable {
  let name: String
  let uuid: UUID
  var rack: UUID?
  var state: MachineState = .off
  /// Processors and memory of this run; what the next one has stands below.
  var vcpus: Int
  var memory: ByteCount
  var claims = AddressClaims(macs: [], ipv4: [])
  let volumes: [String]
  var autostart = false
  var xml: String
  /// What it starts with next, where that is another.
  var nextVCPUs: Int?
  var nextMemory: ByteCount?
  /// Processors it can have without a restart.
  var maximumVCPUs = 8
  /// Whether its QEMU takes a processor while it runs.
  var refusesPlugging = false
  /// The size of a disk that is no volume of coloc's pool.
  var ownDisk: ByteCount?
  var title: String?

  /// Whether its agent answers.
  var hasAgent = false
  /// Whether the agent, though it answers, refuses to shut down.
  var agentRefuses = false
  /// How many requests to stop it does not hear.
  var deafFor = 0
  /// How many requests to stop its QEMU is too busy for.
  var busyFor = 0
  /// How long it needs from a request that it heard until it is off.
  var needs: Duration = .seconds(2)
  /// When it goes off, by the virtual clock.
  var goesOff: Duration?
  /// Whether its guest went down, as far as the daemon remembers.
  var guestWentDown = false
  /// Files that the agent can read.
  var files: [String: [UInt8]] = [:]
  /// What its console says and when; nil says nothing for ever.
  var console: [(at: Duration, bytes: [UInt8])] = []

  /// Whether it is defined, and not only running.
  var isPersistent = true
  /// What a look at it shows; nil shows a domain of long ago: one raw disk on IDE, a card of each MAC address.
  var form: MachineSurvey?

  /// As libvirt lists it: one that is off has what it starts with next.
  var machine: Machine {
    let isActive = state.isActive
    return Machine(
      uuid: uuid,
      name: name,
      state: state,
      vcpus: isActive ? vcpus : nextVCPUs ?? vcpus,
      memory: isActive ? memory : nextMemory ?? memory,
      guestWentDown: !isActive && guestWentDown
    )
  }

  /// What a start does.
  mutating func run() {
    if !state.isActive { (vcpus, memory) = (nextVCPUs ?? vcpus, nextMemory ?? memory) }
    state = .running
    guestWentDown = false
  }
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

  /// Puts a rack's mark into it, or takes it off; in its definition too.
  mutating func carry(rack: UUID?) {
    let words = xml.split(separator: " ").filter { !$0.hasPrefix("rack=") }
    xml = (words.dropLast() + (rack.map { ["rack=\($0.text)"] } ?? []) + words.suffix(1)).joined(separator: " ")
    self.rack = rack
  }

  /// What a look at it shows.
  var survey: MachineSurvey {
    var survey =
      form
      ?? MachineSurvey(
        machine: machine,
        machineType: "pc-i440fx-5.2",
        disks: [
          SurveyedDisk(place: "/srv/vms/\(name).img", target: "hda", bus: "ide", format: "raw", capacity: .gibibytes(8))
        ],
        interfaces: claims.macs.map { SurveyedInterface(mac: $0, plug: .network("default"), addresses: claims.ipv4) }
      )
    survey.machine = machine
    survey.isPersistent = isPersistent
    survey.autostart = autostart
    survey.mark = rack.map { .rack($0) } ?? survey.mark
    return survey
  }

  /// A domain that was made by other hands long ago.
  static func old(_ name: String = "old-web", number: Int = 7, mac: String = "52:54:00:aa:00:07") throws -> FakeDomain {
    let uuid = try Sample.uuid(number)
    return FakeDomain(
      name: name,
      uuid: uuid,
      rack: nil,
      state: .running,
      vcpus: 1,
      memory: .gibibytes(1),
      claims: AddressClaims(macs: [try MACAddress(parsing: mac)], ipv4: []),
      volumes: [],
      xml: "<domain name=\(name) uuid=\(uuid.text) vcpus=1 memory=1G mac=\(mac) >"
    )
  }

  /// The domain of a VM that was made by other hands and carries a rack's mark since.
  static func adopted(_ vm: VMRecord, rack: UUID, state: MachineState = .running) -> FakeDomain {
    var domain = FakeDomain(
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
    domain.ownDisk = vm.disk
    domain.maximumVCPUs = vm.vcpus
    return domain
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
