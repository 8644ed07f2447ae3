/// coloc's own state: files that others may touch, that cannot be read, that were left behind.
struct StateCheck: Check {
  static let codes: [FindingCode] = [.stateLoose, .manifestUnreadable, .recordUnreadable, .temporaryStale]

  /// Directories and files whose modes or owners were refused, each with the command that mends it.
  let loose: [String: Failure]
  let manifests: [UnreadableRecord]
  let records: [UnreadableRecord]
  /// The paths of files that killed commands have left.
  let stale: [String]

  var findings: [Finding] {
    let refused = loose.sorted { $0.key < $1.key }.map { path, failure in
      Finding(.stateLoose, path, failure.message, cure: failure.command ?? "ls -ld \(ShellWord.quoted(path))")
    }
    return refused + manifests.compactMap { unreadable(.manifestUnreadable, $0, $0.stem) }
      + records.compactMap { unreadable(.recordUnreadable, $0, $0.path) } + leftovers
  }

  /// One whose mode is too open is told as that.
  private func unreadable(_ code: FindingCode, _ record: UnreadableRecord, _ object: String) -> Finding? {
    guard loose[record.path] == nil else { return nil }
    return Finding(code, object, record.failure.message, cure: "editor \(ShellWord.quoted(record.path))")
  }

  private var leftovers: [Finding] {
    guard let first = stale.first else { return [] }
    let message =
      "killed commands have left \(stale.count == 1 ? "a temporary file" : "\(stale.count) temporary files")"
    return [Finding(.temporaryStale, first, message, cure: "coloc recover")]
  }
}
