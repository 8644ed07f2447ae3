import ColocKit
import Foundation

/// A host in memory: every call recorded, any call made to fail, and the rules that libvirt does not keep, kept.
actor FakeHost {
  var domains: [UUID: FakeDomain] = [:]
  var volumes: [String: Volume] = [:]
  var reserved: Set<Reservation> = []
  var available = ByteCount.gibibytes(500)
  var memory = ByteCount.gibibytes(16)
  var poolIsActive = true
  var ranges: [IPv4Network] = []
  var kvmFault: String?
  /// Why no disk can grow; nil lets them.
  var diskFault: Failure?
  var versions = (libvirt: 9_000_000, qemu: 7_002_000)
  var securityModels = ["apparmor", "dac"]
  /// What was asked, in order: the call's name.
  private(set) var calls: [String] = []
  /// What no sound operation ever does: say so here.
  private(set) var violations: [String] = []
  /// Runs inside a request to stop, in the task of the operation.
  var whenAskedToStop: (@Sendable () -> Void)?
  /// Domains, by name, whose autostart cannot be set.
  var refusesAutostart: Set<String> = []
  /// Domains, by name, that do not start.
  var refusesStart: Set<String> = []

  let clock: VirtualClock
  private var faults: [Int: HostFault] = [:]
  private var isAway = false

  init(clock: VirtualClock) { self.clock = clock }

  /// Lets a test arrange things.
  func arrange<Value: Sendable>(_ body: @Sendable (isolated FakeHost) throws -> Value) rethrows -> Value {
    try body(self)
  }

  /// Has the domain of an adopted VM.
  func adopt(_ vm: VMRecord, of rack: UUID) { domains[vm.uuid] = .adopted(vm, rack: rack) }

  /// Makes the call with this number (the first is 1) go wrong, counted from now on.
  func fail(call number: Int, _ fault: HostFault) {
    calls = []
    faults = [number: fault]
  }

  /// No faults from now on; calls are counted anew.
  func heal() {
    calls = []
    faults = [:]
    isAway = false
  }

  /// The host does not answer from now on.
  func goAway() { isAway = true }

  func violation(_ words: String) { violations.append(words) }

  /// One call: recorded, and gone wrong where it must.
  func call<Value>(_ name: String, _ body: () throws -> Value) throws -> Value {
    calls.append(name)
    if isAway { throw Self.unreachable }
    guard let fault = faults[calls.count] else { return try body() }
    isAway = fault.staysAway
    guard fault.isDone else { throw Self.unreachable }
    _ = try body()
    throw Failure(.outcomeUnknown, "the answer of local was lost")
  }

  static let unreachable = Failure(.unreachable, "local does not answer")
}
