import Crypto
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
    var hash = GrowingHash()
    try hash.takeIn(file)
    if hash.length > 0 {
      // Whole already when an earlier command was killed between the last byte and the import.
      if try hash.digest == digest { return try hash.sealed(file) }
      narrator.stage("download", "goes on at \(ByteCount(bytes: hash.length).approximate)")
    }
    do {
      try await run(address, into: file, &hash)
    } catch is ResumeRefused {
      try file.empty()
      hash = GrowingHash()
      try await run(address, into: file, &hash)
    }
    return try hash.sealed(file)
  }

  private struct ResumeRefused: Error {}

  private func run(_ address: WebAddress, into file: PartialFile, _ hash: inout GrowingHash) async throws {
    let transfer = Transfer()
    let program = curl.program(address, into: file.path, holding: lock.number)
    let runner = curl.runner
    async let ending: ProgramResult = {
      defer { transfer.end() }
      return try await runner.run(program) { line in transfer.hear(line) }
    }()
    while !transfer.hasEnded {
      try hash.takeIn(file) { done in narrator.progress("download", done: done, of: transfer.total ?? 0) }
      try judgeRoom(file, hash.length, of: transfer.total)
      try await time.sleep(.milliseconds(20))
    }
    let result = try await ending
    try hash.takeIn(file)
    guard !result.isSuccess else { return }
    let fault = CurlFault(result, address, largest: Curl.largestImage)
    if fault.isResumeRefused, hash.length > 0 { throw ResumeRefused() }
    if fault.isWriteFault { throw noRoom(file, hash.length) }
    throw fault.failure
  }

  /// Stops before the file system is full: the state lies on it, and every other command needs it.
  private func judgeRoom(_ file: PartialFile, _ done: Int64, of total: Int64?) throws(Failure) {
    guard let total else { return }
    let (missing, room) = (total - done, file.room())
    guard missing > room else { return }
    throw Failure(
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

/// The hash of a file that grows at its end.
private struct GrowingHash {
  private var hash = SHA512()
  private(set) var length: Int64 = 0

  var digest: Digest { get throws { try Digest(hash.finalize()) } }

  /// Takes in what has come since.
  mutating func takeIn(_ file: PartialFile, _ progress: (Int64) -> Void = { _ in }) throws {
    while true {
      try Task.checkCancellation()
      let bytes = try file.read(at: length, count: 1 << 20)
      guard !bytes.isEmpty else { return }
      hash.update(data: bytes)
      length += Int64(bytes.count)
      progress(length)
    }
  }

  /// The digest of the file as it is now, when it is what was taken in.
  func sealed(_ file: PartialFile) throws -> HashedFile {
    let stamp = try file.stamp()
    guard stamp.size == length else { throw Failure(.unexpected, "\(file.path) changed while it was read") }
    return HashedFile(digest: try digest, stamp: stamp)
  }
}
