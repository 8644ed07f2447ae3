import Synchronization

/// Fetches one image file and hashes it while it arrives, so that it is read only once.
struct Download {
  let curl: Curl
  let lock: FileLock
  let time: TimeSource
  let narrator: any Narrator

  /// Fetches what is missing of a file at `address`, until it has the digest or the server has no more to give.
  ///
  /// - Returns: The digest of all bytes of the file, whatever it is.
  /// - Throws: `Failure` as `CurlFault` says, the file kept so that the next try goes on; `cannotCreate` without room;
  ///   `CancellationError`.
  func fetch(_ address: WebAddress, into file: PartialFile, expecting digest: Digest) async throws -> HashedFile {
    let hash = GrowingHash(file)
    try hash.takeIn()
    if hash.length > 0 {
      // Whole already when an earlier command was killed between the last byte and the import.
      if try hash.digest == digest { return try hash.sealed() }
      narrator.stage("download", "goes on at \(ByteCount(bytes: hash.length).approximate)")
    }
    let (isDone, length) = (try await run(address, into: file, hash), hash.length)
    if !isDone {
      narrator.stage("download", "begins anew: nothing goes on at \(ByteCount(bytes: length).approximate)")
      try hash.beginAnew()
      _ = try await run(address, into: file, hash)
    }
    return try hash.sealed()
  }

  /// Runs curl to its end; false when the server cannot go on where the file ends.
  private func run(_ address: WebAddress, into file: PartialFile, _ hash: GrowingHash) async throws -> Bool {
    let transfer = Transfer()
    let program = curl.program(address, into: file.path, holding: lock.number)
    let runner = curl.runner
    let result = try await withThrowingTaskGroup(of: ProgramResult.self) { group in
      group.addTask {
        defer { transfer.end() }
        return try await runner.run(program) { line in transfer.hear(line) }
      }
      try await follow(transfer, into: file, hash)
      guard let result = try await group.next() else { throw CancellationError() }
      return result
    }
    try hash.takeIn()
    guard !result.isSuccess else { return true }
    let fault = CurlFault(result, address, largest: Curl.largestImage)
    if fault.isResumeRefused, hash.length > 0 { return false }
    throw fault.isWriteFault ? noRoom(file, hash.length) : fault.failure
  }

  /// Hashes what comes until curl has ended.
  private func follow(_ transfer: Transfer, into file: PartialFile, _ hash: GrowingHash) async throws {
    while !transfer.hasEnded {
      try hash.takeIn { done in narrator.progress("download", done: done, of: transfer.total ?? 0) }
      if let fault = lackOfRoom(file, hash.length, of: transfer.total) { throw fault }
      try await time.sleep(.milliseconds(20))
    }
    // By now everything is heard that curl had to say, the size too.
    try hash.takeIn()
    narrator.progress("download", done: hash.length, of: transfer.total ?? 0)
  }

  /// What stops a download before the file system is full: the state lies on it, and every other command needs it.
  private func lackOfRoom(_ file: PartialFile, _ done: Int64, of total: Int64?) -> Failure? {
    guard let total else { return nil }
    let (missing, room) = (total - done, file.room())
    guard missing > room else { return nil }
    return Failure(
      .cannotCreate,
      "no space left for the download: \(ByteCount(bytes: missing).approximate) more are to come, and "
        + "\(file.path) has room for \(ByteCount(bytes: room).approximate)",
      hint: "make room there, then type it again: it goes on where it stopped"
    )
  }

  /// A file that filled the disk to its brim goes, or no other command could write its state.
  private func noRoom(_ file: PartialFile, _ done: Int64) -> Failure {
    file.remove()
    return Failure(
      .cannotCreate,
      "no space left for the download: \(file.path) could not grow past \(ByteCount(bytes: done).approximate)",
      hint: "it was removed, for the state lies on that file system; make room, then type it again"
    )
  }

  /// What is heard of curl while it runs.
  private final class Transfer: Sendable {
    private let state = Mutex((size: TransferSize(), hasEnded: false))

    var total: Int64? { state.withLock { $0.size.total } }
    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    func hear(_ line: String) { state.withLock { $0.size.take(line) } }
    func end() { state.withLock { $0.hasEnded = true } }
  }
}
