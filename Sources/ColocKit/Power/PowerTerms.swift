/// How long one domain has to go down, and what becomes of it then.
public struct PowerTerms: Sendable, Equatable {
  /// How long it may take, in seconds.
  public var timeout: Int
  /// What becomes of it when it still runs.
  public var then: PowerPolicy.Then

  /// How long a power cut may take.
  static let killing = 60
  /// How long saving may take.
  static let saving = 600

  /// The longest that it may take in all, in seconds.
  public var longest: Int {
    switch then {
    case .leave: timeout
    case .save: timeout + Self.saving
    case .kill: timeout + Self.killing
    }
  }
}

extension Rack {
  /// The terms of a VM; `typed` goes before its policy, that before the configuration.
  public func terms(of vm: VMRecord?, typed: Int? = nil) -> PowerTerms {
    PowerTerms(
      timeout: typed ?? vm?.power.stopTimeout ?? configuration.stopTimeout,
      then: vm?.power.then ?? PowerPolicy.standard.then
    )
  }

  /// How long `vm stop` waits for a VM: what was typed, its own time, or the configuration's. Throws `notFound`.
  public func stopLimit(of name: VMName, timeout: Int?) throws -> Duration {
    .seconds(terms(of: try find(name).vm, typed: timeout).timeout)
  }

  /// In which waves VMs stop, the lowest order first, and the longest that it can take, in seconds. Throws `notFound`.
  public func stopOrder(of names: [VMName], timeout: Int?) throws -> (waves: [[VMName]], longest: Int) {
    let vms = try names.map { try find($0).vm }
    let jobs = vms.map { PowerSchedule.Job(place: $0.power.order, seconds: terms(of: $0, typed: timeout).timeout) }
    let orders = Set(vms.map(\.power.order)).sorted()
    let waves = orders.map { order in vms.filter { $0.power.order == order }.map(\.name).sorted() }
    return (waves, PowerSchedule(jobs, parallel: configuration.stopParallel).total)
  }
}
