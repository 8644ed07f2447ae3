import Foundation
import Glibc
import Synchronization

/// A lock that was taken: an open-file-description lock (fcntl(2), F_OFD_SETLK) on a file of its own, never on the data,
/// whose inode a durable write swaps. The kernel drops it when its process ends, however it ends.
///
/// Two takers exclude each other inside one process too. The file stays; `forget` removes one whose noun is gone.
public final class FileLock: Sendable {
  /// How long a command waits when nobody says otherwise.
  public static let patience: Duration = .seconds(10)

  /// The open file, until `release`: a program that inherits it holds the lock too, for as long as it runs.
  let number: Int32
  private let held: Mutex<Descriptor?>

  private init(_ descriptor: consuming Descriptor) {
    number = descriptor.number
    held = Mutex(descriptor)
  }

  /// Gives the lock back; once more does nothing.
  public func release() { held.withLock { $0 = nil } }

  /// Takes a lock, waiting for another holder no longer than `wait`.
  ///
  /// - Parameters:
  ///   - path: The lock's file; it is made when it is not there, its directory is not.
  ///   - noun: What is locked, for the words of a failure: "the rack".
  ///   - command: What others read who wait, without values that are about people.
  ///   - wait: How long to wait.
  ///   - time: The clock.
  /// - Returns: The lock.
  /// - Throws: `Failure(.busy)` naming the holder, `.cannotCreate` or `.notPermitted` from the file; `CancellationError`.
  public static func acquire(
    _ path: String,
    of noun: String,
    command: String,
    wait: Duration = FileLock.patience,
    time: TimeSource
  ) async throws -> FileLock {
    let deadline = time.uptime() + wait
    while true {
      if let lock = try take(path, command: command, since: time.now()) { return lock }
      guard time.uptime() < deadline else { throw busy(path, noun) }
      // No call waits for such a lock with a deadline (F_OFD_SETLKW has none).
      try await time.sleep(pause)
    }
  }

  /// The same where nothing can be awaited: the short locks inside one write.
  public static func acquire(
    _ path: String,
    of noun: String,
    command: String,
    wait: Duration = FileLock.patience
  ) throws(Failure) -> FileLock {
    let deadline = ContinuousClock.now + wait
    while true {
      if let lock = try take(path, command: command, since: Timestamp(Date())) { return lock }
      guard ContinuousClock.now < deadline else { throw busy(path, noun) }
      usleep(UInt32(pause / .microseconds(1)))
    }
  }

  /// Removes a lock's file for good while holding it; one that somebody holds stays, and so does the answer false.
  static func forget(_ path: String, command: String) throws(Failure) -> Bool {
    guard let lock = try take(path, command: command, since: Timestamp(Date())) else { return false }
    defer { lock.release() }
    try DurableFile.remove(path)
    return true
  }

  private static let pause: Duration = .milliseconds(20)

  private static func take(_ path: String, command: String, since: Timestamp) throws(Failure) -> FileLock? {
    let location = FileLocation(path)
    do throws(SystemFault) {
      let file = try Directory(location.directory).open(location.name, O_RDWR | O_CREAT)
      guard try file.tryLock() else { return nil }
      // Forgotten between the opening and the lock: two takers must not lock two inodes. The next try makes a new file.
      guard try file.status().st_nlink > 0 else { return nil }
      // Who holds it is only words: a fault here is no reason to give the lock back.
      try? file.truncate(to: 0)
      try? file.write(Array(LockHolder(command: command, since: since).json.pretty.utf8))
      return FileLock(file)
    } catch {
      throw error.failure
    }
  }

  private static func busy(_ path: String, _ noun: String) -> Failure {
    let holder = LockHolder.read(path)?.phrase ?? "another command"
    return Failure(.busy, "\(noun) is busy: \(holder) holds it", hint: "repeat when it is done")
  }
}
