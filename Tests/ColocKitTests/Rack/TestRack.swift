import Foundation
import Glibc
import Testing

@testable import ColocKit

/// A rack in a directory of its own, on a host in memory: one tenant that agreed to 2 VMs, and one image.
final class TestRack: Sendable {
  let home: TestHome
  let layout: StateLayout
  let clock: VirtualClock
  let host: FakeHost
  let runner: FakeRunner
  let narrator = Recorder()
  let reachability: FakeReachability
  let pages = FakePages()
  let configuration: Configuration

  // `parties`: how many tasks sleep on its clock.
  init(
    parties: Int = 1,
    network: Configuration.Network? = nil,
    trashDays: Int = 14,
    atOnce: Int = 4,
    runner: FakeRunner = FakeRunner()
  ) async throws {
    home = try TestHome()
    layout = try StateLayout(home: home.path)
    try layout.ensure()
    clock = VirtualClock(parties: parties)
    host = FakeHost(clock: clock)
    self.runner = runner
    reachability = FakeReachability(clock)
    configuration = Configuration(
      rack: try Sample.uuid(99),
      owner: .init(name: "Zoé", mail: "zoe@rack.example"),
      host: .init(name: "local", uri: "test:///default"),
      timezone: "Europe/Paris",
      pool: .init(name: "coloc", path: "/var/lib/libvirt/images/coloc"),
      points: "/var/lib/coloc-points",
      network: try network ?? .nat(name: "coloc", ipv4: IPv4Network(parsing: "10.77.0.0/24"), ipv6: nil),
      filters: "coloc",
      trashDays: trashDays,
      reserve: .init(disk: .gibibytes(10), memory: .gibibytes(2)),
      stopParallel: atOnce,
      startParallel: atOnce
    )
    let rack = rack()
    try rack.state.hosts.write(Sample.host())
    try rack.state.manifests.add(try Self.tenant())
    let image = try Sample.image()
    try rack.state.images.add(image)
    await host.arrange { host in
      host.volumes[image.volume] = Volume(name: image.volume, capacity: image.virtualSize, allocation: image.size)
    }
  }

  static func tenant() throws -> Tenant {
    var tenant = try Sample.tenant(vms: [])
    tenant.displayName = "Atelier vélo du canal"
    return tenant
  }

  /// The rack as one command sees it.
  func rack(_ command: String = "test") -> Rack {
    Rack(
      configuration: configuration,
      state: RackState(layout, command: command),
      host: host,
      runner: runner,
      reachability: reachability,
      narrator: narrator,
      time: clock.source,
      templates: TemplateSource(owners: layout.templates, installed: nil, owner: geteuid()),
      boot: BootRecord(units: "\(home.path)/.units", volatile: "\(home.path)/.run"),
      pages: pages,
      command: command,
      who: "zoe"
    )
  }

  func request(
    _ name: String = "velo-web",
    tenant: String = "asso-velo",
    release: String? = nil,
    vcpus: Int = 2,
    memory: ByteCount = .gibibytes(2),
    disk: ByteCount = .gibibytes(20)
  ) throws -> CreateRequest {
    CreateRequest(
      name: try VMName(parsing: name),
      tenant: try TenantName(parsing: tenant),
      os: .debian,
      release: try release.map { try Release(parsing: $0) },
      vcpus: vcpus,
      memory: memory,
      disk: disk
    )
  }

  var tenantName: TenantName { get throws { try TenantName(parsing: "asso-velo") } }
  var vmName: VMName { get throws { try VMName(parsing: "velo-web") } }

  /// Changes the tenant's manifest.
  func change(_ body: (inout Tenant) throws -> Void) throws {
    try rack().state.manifests.change(tenantName, body)
  }

  /// Makes velo-web and turns it off.
  func makeVM() async throws -> VMRecord {
    let vm = try await rack("vm create").create(request()).vm
    await host.arrange { $0.domains[vm.uuid]?.state = .off }
    return vm
  }

  /// The audit log's lines.
  func audit() throws -> [String] {
    guard FileManager.default.fileExists(atPath: layout.audit) else { return [] }
    return try String(contentsOfFile: layout.audit, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  /// Ends interrupted operations as the next command does, on a host that is well again.
  ///
  /// A task that undid something lets go of its intent a moment after its result is known; another process, as in
  /// life, would never see that.
  @discardableResult
  func recover() async throws -> [String] {
    await host.heal()
    var lines: [String] = []
    let deadline = ContinuousClock.now + .seconds(20)
    repeat {
      lines += try await Recovery(rack("recover")).endInterrupted().steps.map(\.sentence)
      await Task.yield()
    } while try !rack().state.intents.all().isEmpty && ContinuousClock.now < deadline
    return lines
  }
}
