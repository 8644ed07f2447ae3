internal import ArgumentParser
internal import ColocKit

/// `coloc snapshot run`.
struct SnapshotRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "What cron calls: a snapshot of each VM that is due, then prune.",
    usage: "coloc snapshot run <vm> … | --tenant <tenant> | --all [options]",
    discussion: """
      A VM is due once in each hour, day, week … that its policy counts finest; after a downtime at once. Silent when all is \
      well; else one line for each VM that had trouble, and exit code 2. 75 when another run is at work. It never deletes \
      old ones to make room.
      """
  )

  @OptionGroup var targets: VMTargets
  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("snapshot run") { rack in
      let names = try targets.resolve(rack)
      // What is no trouble is said to who looks on only.
      let quiet = Terminal.showsProgress ? rack : rack.narrating(to: SilentNarrator())
      var runs: [PointRun] = []
      var failures: [Failure] = []
      try await quiet.runPoints(names, reason: why.reason) { name, result in
        switch result {
        case .success(let run):
          runs.append(run)
          if Terminal.showsProgress { Terminal.say(Self.line(run)) }
        case .failure(let error):
          let failure = error as? Failure ?? Failure(.unexpected, "\(error)")
          failures.append(failure)
          Terminal.say("coloc: \(Self.line(name, failure))")
        }
      }
      if output.isJSON || output.quiet { output.put(runs.map(\.json), names: runs.map(\.vm.description)) { "" } }
      guard !failures.isEmpty else { return }
      let isBusy = failures.allSatisfy { $0.kind == .busy }
      throw Failure(
        isBusy ? .busy : .partly,
        "\(failures.count) of \(names.count) had trouble",
        hint: "see: coloc snapshot list --all; coloc doctor"
      )
    }
  }

  private static func line(_ run: PointRun) -> String {
    let taken = run.taken.map { PointWords.taken($0) } ?? "\(run.vm) is not due"
    return run.dropped > 0 ? "\(taken); \(run.dropped) old deleted" : taken
  }

  private static func line(_ name: VMName, _ failure: Failure) -> String {
    failure.message.contains(name.description) ? failure.message : "\(name): \(failure.message)"
  }
}

/// Nobody looks on.
private struct SilentNarrator: Narrator {
  func say(_ line: String) {}
  func stage(_ name: String, _ detail: String) {}
  func progress(_ name: String, done: Int64, of total: Int64) {}
}
