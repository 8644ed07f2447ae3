import Glibc

/// Takes locks for one command, and says who is in the way.
public struct Locks: Sendable {
  /// How long a command waits when nobody says otherwise.
  public static let patience: Duration = .seconds(10)

  private let directory: String
  private let command: String
  private let wait: Duration
  private let now: @Sendable () -> Timestamp

  /// Makes the locks of one command.
  ///
  /// - Parameters:
  ///   - directory: Where the locks' files are.
  ///   - command: What the others read who wait, without values that are about people: "vm create velo-web".
  ///   - wait: How long to wait for another command before giving up.
  ///   - now: The clock.
  public init(
    directory: String,
    command: String,
    wait: Duration = Locks.patience,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.directory = directory
    self.command = command
    self.wait = wait
    self.now = now
  }

  /// Takes a lock, waiting for another holder no longer than the command's patience.
  ///
  /// - Throws: `Failure(.busy)` naming the holder; `.cannotCreate` or `.notPermitted` when the file cannot be opened.
  public func acquire(_ name: LockName) throws(Failure) -> FileLock {
    let file = try opened(name)
    let deadline = ContinuousClock.now + wait
    while true {
      if try Failure.wording({ () throws(SystemFault) in try file.tryLock() }) { break }
      guard ContinuousClock.now < deadline else { throw busy(name, file) }
      // A lock cannot be waited for with a deadline (F_OFD_SETLKW has none): look again 50 times a second.
      usleep(20_000)
    }
    sign(file)
    return FileLock(file)
  }

  /// Runs `body` while holding a lock.
  public func holding<Value>(_ name: LockName, _ body: () throws -> Value) throws -> Value {
    let lock = try acquire(name)
    do {
      let value = try body()
      lock.release()
      return value
    } catch {
      lock.release()
      throw error
    }
  }

  /// Runs `body` while holding a lock, across suspensions.
  public func holding<Value>(_ name: LockName, _ body: () async throws -> Value) async throws -> Value {
    let lock = try acquire(name)
    do {
      let value = try await body()
      lock.release()
      return value
    } catch {
      lock.release()
      throw error
    }
  }

  private func opened(_ name: LockName) throws(Failure) -> Descriptor {
    do throws(SystemFault) {
      return try Directory(directory).open(name.file, O_RDWR | O_CREAT)
    } catch {
      throw error.failure
    }
  }

  private func busy(_ name: LockName, _ file: borrowing Descriptor) -> Failure {
    let bytes = (try? file.read(limit: 4096)) ?? []
    let holder = (try? LockHolder(json: bytes, file: file.path))?.phrase ?? "another command"
    return Failure(.busy, "\(name.noun) is busy: \(holder) holds it", hint: "repeat when it is done")
  }

  /// Says who holds the lock; only words, so a fault here is no reason to give the lock back.
  private func sign(_ file: borrowing Descriptor) {
    let holder = LockHolder(command: command, since: now())
    try? file.truncate(to: 0)
    try? file.write(Array(holder.json.pretty.utf8))
  }
}
