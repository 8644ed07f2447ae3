internal import Glibc

extension Rack {
  /// Takes the lock of the power; who holds it is told to stop as by Ctrl-C, and goes on when it is run again.
  ///
  /// On battery one that does not stop within five seconds is killed: nothing is lost by that either; and if the lock is
  /// not to be had even then, nil: all goes down without it. Throws `busy`.
  func takePower(_ battery: Battery?) async throws -> FileLock? {
    do {
      return try await takePower(wait: .zero)
    } catch let failure as Failure where failure.kind == .busy {
      narrator.say("\(failure.message): it is told to stop")
    }
    LockHolder.signal(state.layout.lock(Claim.power.file), SIGINT)
    guard battery != nil else { return try await takePower(wait: .seconds(60)) }
    do {
      return try await takePower(wait: .seconds(5))
    } catch let failure as Failure where failure.kind == .busy {
      LockHolder.signal(state.layout.lock(Claim.power.file), SIGKILL)
    }
    do {
      return try await takePower(wait: .seconds(5))
    } catch let failure as Failure where failure.kind == .busy {
      narrator.say("\(failure.message), and the battery does not wait")
      return nil
    }
  }

  private func takePower(wait: Duration) async throws -> FileLock {
    try await state.lock(.power, time: time, wait: wait)
  }
}

extension LockHolder {
  /// Sends a signal to the process that signed a lock's file (kill(2)), if it is another coloc that still holds it.
  static func signal(_ path: String, _ signal: Int32) {
    guard let holder = read(path), holder.pid != getpid(), (try? LiveFile.isHeld(path)) == true,
      program(holder.pid) == program(getpid())
    else { return }
    _ = kill(holder.pid, signal)
  }

  /// A process's program; a pid that came round belongs to another one.
  private static func program(_ pid: Int32) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/\(pid)/exe", &bytes, bytes.count)
    guard count > 0 else { return nil }
    let path = String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // Its package was renewed since it began.
    return path.hasSuffix(" (deleted)") ? String(path.dropLast(" (deleted)".count)) : path
  }
}
