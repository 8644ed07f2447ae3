internal import Foundation

/// The rack as `recover` would find it at each step, with what the steps before would have done: what a plan asks instead
/// of the rack itself. Changes nothing.
struct Foresight {
  /// What the steps before would have made of a domain.
  enum Domain: Sendable {
    /// Defined by them, shut off.
    case made
    /// Removed by them.
    case gone
  }

  let recovery: Recovery
  /// What manifests have, and what the trash.
  var vms: [(tenant: Tenant, vm: VMRecord)]
  var tombstones: [Tombstone] = []
  /// Operations that are not ended: those of living commands, of other racks, and those that cannot be.
  var open: [Intent]
  /// What a living command has in hand is not recovery's to say.
  private let inHand: Set<UUID>
  private var domains: [UUID: Domain] = [:]
  /// Whether a domain carries a mark, and whether it starts with the host, where a step before would have seen to it.
  private var marked: [UUID: Bool] = [:]
  private var autostart: [UUID: Bool] = [:]

  init(_ recovery: Recovery, vms: [(tenant: Tenant, vm: VMRecord)], _ alive: [Intent]) {
    self.recovery = recovery
    self.vms = vms
    open = alive
    inHand = Set(alive.compactMap(\.vm?.uuid))
  }

  private var rack: Rack { recovery.rack }

  /// Records of manifests that no living command has in hand.
  var settled: [(tenant: Tenant, vm: VMRecord)] { vms.filter { !inHand.contains($0.vm.uuid) } }
  /// The same of the trash.
  var settledTrash: [Tombstone] { tombstones.filter { !inHand.contains($0.vm.uuid) } }

  func isRecorded(_ vm: VMRecord) -> Bool { vms.contains { $0.vm.uuid == vm.uuid } }

  // MARK: What domains are by then

  /// Whether a domain with a VM's UUID is there, whoever's.
  func isThere(_ vm: VMRecord) async throws -> Bool {
    if let domain = domains[vm.uuid] { return domain == .made }
    return try await rack.host.machine(vm.uuid) != nil
  }

  /// `Rack.isDefined`. Throws `notPermitted` as that does.
  func isDefined(_ vm: VMRecord) async throws -> Bool {
    if let domain = domains[vm.uuid] { return domain == .made }
    guard let mark = marked[vm.uuid] else { return try await rack.isDefined(vm) }
    guard try await isThere(vm) else { return false }
    guard mark else { throw rack.otherMark(vm) }
    return true
  }

  /// Whether a domain is there without anybody's mark, as `Recovery.markAgain` wants it.
  func lacksMark(_ vm: VMRecord) async throws -> Bool {
    guard domains[vm.uuid] == nil, marked[vm.uuid] == nil, try await rack.host.machine(vm.uuid) != nil else {
      return marked[vm.uuid] == false
    }
    return try await rack.host.rack(of: vm.uuid) == nil
  }

  func isActive(_ vm: VMRecord) async throws -> Bool {
    guard domains[vm.uuid] == nil else { return false }
    return try await rack.host.machine(vm.uuid)?.state.isActive == true
  }

  func startsWithHost(_ vm: VMRecord) async throws -> Bool {
    if let known = autostart[vm.uuid] { return known }
    return try await rack.host.autostart(vm.uuid)
  }

  /// Domains with this rack's mark for all that is known.
  func domainsThere() async throws -> [Machine] {
    try await rack.host.machines().filter { domains[$0.uuid] == nil && marked[$0.uuid] != false }
  }

  // MARK: What steps do to them

  /// `Recovery.markAgain`: whether it would have to.
  mutating func markAgain(_ vm: VMRecord) async throws -> Bool {
    guard try await lacksMark(vm) else { return false }
    marked[vm.uuid] = true
    return true
  }

  mutating func unmark(_ vm: VMRecord) { marked[vm.uuid] = false }

  /// `Rack.ensureDefined`.
  mutating func ensureDefined(_ vm: VMRecord, of tenant: Tenant) async throws {
    if try await !isDefined(vm) {
      _ = try rack.domainXML(of: vm, for: tenant)
      domains[vm.uuid] = .made
    }
    autostart[vm.uuid] = try rack.startsWithHost(vm, of: tenant)
  }

  /// The domain goes, if it is this rack's.
  mutating func remove(_ vm: VMRecord) async throws {
    if try await isDefined(vm) { domains[vm.uuid] = .gone }
  }
}
