internal import Foundation

extension Rack {
  /// How long it takes until all are back, in seconds: at most, when no ready test is met before its time is over, and by
  /// what was measured.
  public func returnTime(of entries: [OutageEntry]) throws -> (longest: Int, expected: Int) {
    let times = try state.times.read()
    let vms = Dictionary(try manifests.all().vms.map { ($0.vm.uuid, $0.vm) }, uniquingKeysWith: { first, _ in first })
    let total = { (seconds: (OutageEntry) -> Int) in
      let jobs = entries.map {
        PowerSchedule.Job(place: PowerPolicy.orders.upperBound - $0.order, seconds: seconds($0))
      }
      return PowerSchedule(jobs, parallel: configuration.startParallel).total
    }
    let longest = total { entry in
      let isAwaited = vms[entry.uuid].map { $0.readyTest != .none } ?? false
      return Self.starting + (isAwaited ? configuration.startTimeout : 0)
    }
    return (longest, min(longest, total { times.start(of: $0.uuid) ?? OutagePlan.guess }))
  }

  /// What libvirt may take to start one domain, in seconds.
  private static var starting: Int { 10 }
}
