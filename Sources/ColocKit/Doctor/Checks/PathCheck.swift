/// The directories on the way to what QEMU and coloc must reach.
struct PathCheck: Check {
  static let codes: [FindingCode] = [.pathMissing, .pathClosed, .pathLoose]

  /// A directory that something lies in.
  struct Way {
    /// What lies at its end, for people: `pool`.
    let what: String
    /// The directory at the end and all above it, from the root down; nil where there is none.
    let steps: [(path: String, facts: FileFacts?)]
    /// QEMU's user when it must pass; nil when only root does.
    let passenger: Account?
    /// Whether it must be there.
    let isNeeded: Bool
  }

  let ways: [Way]

  var findings: [Finding] {
    var told: Set<String> = []
    return ways.flatMap { way in
      way.steps.compactMap { step in
        let finding = finding(step.path, step.facts, way)
        return finding.flatMap { told.insert("\($0.code) \($0.object)").inserted ? $0 : nil }
      }
    }
  }

  private func finding(_ path: String, _ facts: FileFacts?, _ way: Way) -> Finding? {
    guard let facts else {
      guard way.isNeeded, path == way.steps.last?.path else { return nil }
      return Finding(.pathMissing, path, "the directory of \(way.what) is not there", cure: "coloc init")
    }
    if let passenger = way.passenger, !facts.isPassable(for: passenger) {
      let message = "QEMU's user (\(passenger.user)) cannot pass: no VM whose disk lies below it can start"
      return Finding(.pathClosed, path, message, cure: "chmod a+x \(ShellWord.quoted(path))")
    }
    guard facts.user == 0 else {
      let message = "it belongs to user \(facts.user), who can put something else in the place of \(way.what)"
      return Finding(.pathLoose, path, message, cure: "chown root: \(ShellWord.quoted(path))")
    }
    // In a sticky directory nobody can rename what is another's.
    guard facts.mode & 0o022 == 0 || facts.mode & 0o1000 != 0 else {
      let mode = String(facts.mode & 0o7777, radix: 8)
      let message = "it has mode \(mode): others can put something else in the place of \(way.what)"
      return Finding(.pathLoose, path, message, cure: "chmod go-w \(ShellWord.quoted(path))")
    }
    return nil
  }

  /// A path and all directories above it, from the root down.
  static func steps(to path: String) -> [String] {
    var steps = ["/"]
    var current = ""
    for part in path.split(separator: "/") {
      current += "/\(part)"
      steps.append(current)
    }
    return steps
  }
}
