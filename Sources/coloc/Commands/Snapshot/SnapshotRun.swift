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
      well; else one line for each VM that had trouble, and exit code 2. 75 when another run is at work, or the \
      host is down for maintenance. It never deletes old ones to make room.
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
      var failures = try targets.unreadable(rack)
      for failure in failures { Terminal.say("coloc: \(failure.message)") }
      try await quiet.runPoints(names, reason: why.reason) { name, result in
        switch result {
        case .success(let run):
          runs.append(run)
          if Terminal.showsProgress { Terminal.say(Self.line(run)) }
        case .failure(is CancellationError): break
        case .failure(let error):
          let failure = error as? Failure ?? Failure(.unexpected, "\(error)")
          failures.append(failure)
          Terminal.say("coloc: \(Self.line(name, failure))")
        }
      }
      if output.isJSON || output.quiet { output.put(runs.map(\.json), names: runs.map(\.vm.description)) { "" } }
      guard !failures.isEmpty else { return }
      let kind: Failure.Kind = failures.allSatisfy { $0.kind == .busy } ? .busy : .partly
      // Each has its line; in a mail no more is wanted.
      guard Terminal.showsProgress else { throw ExitCode(kind) }
      throw Failure(
        kind,
        "\(failures.count) of \(names.count) had trouble",
        hint: "see: coloc snapshot list"
      )
    }
  }

  private static func line(_ run: PointRun) -> String {
    let taken = run.taken.map { PointWords.taken($0) } ?? "\(run.vm) is not due"
    return run.dropped > 0 ? "\(taken); \(run.dropped) old deleted" : taken
  }

  private static func line(_ name: VMName, _ failure: Failure) -> String {
    let words = failure.message.contains(name.description) ? failure.message : "\(name): \(failure.message)"
    // In a mail nobody can ask again: the way out stands in the same line.
    return failure.hints.isEmpty ? words : "\(words) (\(failure.hints.joined(separator: "; ")))"
  }
}

/// Nobody looks on.
private struct SilentNarrator: Narrator {
  func say(_ line: String) {}
  func stage(_ name: String, _ detail: String) {}
  func progress(_ name: String, done: Int64, of total: Int64) {}
}
