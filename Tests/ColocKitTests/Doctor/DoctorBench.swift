import Foundation
import Glibc
import Synchronization
import Testing

@testable import ColocKit

/// A healthy rack with one VM that runs, and the doctor who looks at it.
final class DoctorBench: Sendable {
  let test: TestRack
  let vm: VMRecord
  let examiner = FakeExaminer()
  let local = FakeLocal()
  let image: ImageRecord
  let programs: Programs
  private let fault = Mutex<Failure?>(nil)

  static let device = "vnet3"
  static let pool = "/var/lib/libvirt/images/coloc"

  init(network: Configuration.Network? = nil) async throws {
    programs = Programs()
    let programs = programs
    test = try await TestRack(network: network, runner: FakeRunner { try programs.answer($0) })
    vm = try await test.makeVM()
    image = try Sample.image()
    await test.host.arrange { [vm] in $0.domains[vm.uuid]?.state = .running }
    let (vm, image, rack) = (vm, image, test.rack())
    examiner.arrange { facts in
      facts.pool = PoolFacts(
        isOurs: true,
        autostart: true,
        pool: StoragePool(name: "coloc", path: Self.pool, active: true, available: .gibibytes(500))
      )
      facts.network = NetworkFacts(
        isOurs: true,
        active: true,
        autostart: true,
        bridge: "coloc",
        addresses: ["10.77.0.1/24"],
        reservations: [rack.reservation(of: vm)].compactMap { $0 }
      )
      facts.filters = [
        FilterFacts(name: "coloc-guest", likeness: .same), FilterFacts(name: "coloc-guest6", likeness: .same),
      ]
      facts.filtersAtWork = [Self.device: "coloc-guest"]
      facts.domains[vm.uuid] = Self.domain(of: vm, rack.configuration.rack)
      facts.volumes[vm.diskVolume] = Self.volume(vm.diskVolume, vm.disk, backing: "\(Self.pool)/\(image.volume)")
      facts.volumes[vm.seedVolume] = Self.volume(vm.seedVolume, .mebibytes(1))
      facts.volumes[image.volume] = Self.volume(image.volume, image.virtualSize, length: image.size)
    }
  }

  /// What programs answer.
  final class Programs: Sendable {
    private let outputs = Mutex([
      "bridge": #"[{"ifname":"vnet3","isolated":true},{"ifname":"eth0"}]"#, "systemctl": "enabled\n",
    ])

    func set(_ name: String, _ output: String) { outputs.withLock { $0[name] = output } }

    func answer(_ program: Program) throws -> ProgramResult {
      guard let output = outputs.withLock({ $0[program.name] }) else { return try FakeRunner.makeSeed(program) }
      return FakeRunner.exited(0, output)
    }
  }

  /// What the doctor says.
  func examine(probing: Bool = false) async -> Diagnosis {
    let doctor =
      fault.withLock { $0 }.map { Doctor(test.layout, fault: $0, local: local, time: test.clock.source) }
      ?? Doctor(test.rack("doctor"), host: examiner, local: local)
    return await doctor.examine(probing: probing)
  }

  func breakConfiguration(_ failure: Failure) { fault.withLock { $0 = failure } }

  /// Changes the VM's domain.
  func domain(_ body: (inout DomainFacts) -> Void) {
    examiner.arrange { facts in
      guard var domain = facts.domains[vm.uuid] else { return }
      body(&domain)
      facts.domains[vm.uuid] = domain
    }
  }

  static func domain(of vm: VMRecord, _ rack: UUID?, state: MachineState = .running) -> DomainFacts {
    DomainFacts(
      machine: Machine(uuid: vm.uuid, name: vm.name.description, state: state, vcpus: vm.vcpus, memory: vm.memory),
      rack: rack,
      liveRack: rack,
      form: FakeExaminer.form(of: vm),
      ports: state.isActive ? [PortFacts(device: device, mac: vm.mac.description)] : []
    )
  }

  /// Has a VM that was adopted and is off, its domain with it; `copied` keeps its definition.
  @discardableResult
  func adopt(copied: Bool = true) async throws -> VMRecord {
    let sample = try Sample.adopted()
    let vm = VMRecord(
      name: sample.name,
      uuid: sample.uuid,
      host: sample.host,
      os: nil,
      release: nil,
      vcpus: sample.vcpus,
      memory: sample.memory,
      disk: sample.disk,
      firmware: sample.firmware,
      machine: sample.machine,
      kvm: false,
      mac: sample.mac,
      ipv4: nil,
      ipv6: nil,
      image: nil,
      login: nil,
      pool: sample.pool,
      created: sample.created,
      adoption: sample.adoption
    )
    let rack = test.configuration.rack
    try test.change { $0.vms.append(vm) }
    await test.host.arrange { $0.domains[vm.uuid] = .adopted(vm, rack: rack, state: .off) }
    examiner.arrange { facts in
      var domain = Self.domain(of: vm, rack, state: .off)
      domain.autostart = false
      facts.domains[vm.uuid] = domain
    }
    if copied { try await test.rack().keepDefinition(of: vm) }
    return vm
  }

  static func volume(
    _ name: String,
    _ capacity: ByteCount,
    length: ByteCount? = nil,
    mode: UInt32 = 0o600,
    backing: String? = nil
  ) -> VolumeFacts {
    VolumeFacts(
      volume: Volume(name: name, capacity: capacity, allocation: .mebibytes(1)),
      path: "\(pool)/\(name)",
      length: length,
      mode: mode,
      backing: backing
    )
  }
}
