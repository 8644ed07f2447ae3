import Glibc

/// A file that its process holds locked for as long as it lives: whoever can lock it knows that the process is gone.
///
/// Never by pid or age: pids come round and clocks jump (Ganeti calls this a livelock).
struct LiveFile: ~Copyable, Sendable {
  private let descriptor: Descriptor

  /// Takes the file, making it if need be; nil when a living process holds it.
  ///
  /// A new file has its name only once it is locked: nobody ever finds it free.
  static func take(_ path: String) throws(Failure) -> LiveFile? {
    let location = FileLocation(path)
    do throws(SystemFault) {
      let directory = try Directory(location.directory)
      while true {
        if !directory.contains(location.name) {
          if let made = try make(location.name, in: directory) { return made }
          continue
        }
        guard let found = try found(location.name, in: directory) else { continue }
        guard try found.tryLock() else { return nil }
        // Removed between the opening and the lock: what was locked is no longer the file of that name.
        guard try found.status().st_nlink > 0 else { continue }
        return LiveFile(descriptor: found)
      }
    } catch {
      throw error.failure
    }
  }

  /// Whether a living process holds the file; only looks, so that nobody takes the looker for that process.
  static func isHeld(_ path: String) throws(Failure) -> Bool {
    let location = FileLocation(path)
    do throws(SystemFault) {
      return try Directory(location.directory).open(location.name, O_RDONLY).isLocked()
    } catch {
      if error.code == ENOENT { return false }
      throw error.failure
    }
  }

  private static func found(_ name: String, in directory: borrowing Directory) throws(SystemFault) -> Descriptor? {
    do throws(SystemFault) {
      return try directory.open(name, O_RDWR)
    } catch {
      if error.code == ENOENT { return nil }
      throw error
    }
  }

  /// Makes the file, or nil when another process was faster.
  private static func make(_ name: String, in directory: borrowing Directory) throws(SystemFault) -> LiveFile? {
    let file = try TemporaryFile(for: name, in: directory)
    do throws(SystemFault) {
      try directory.renameWithoutReplacing(file.name, to: name)
    } catch {
      try? directory.unlink(file.name)
      if error.code == EEXIST { return nil }
      throw error
    }
    return LiveFile(descriptor: file.intoDescriptor())
  }
}
