import Glibc

/// A file that its process holds locked for as long as it lives: whoever can lock it knows that the process is gone.
///
/// Never by pid or age: pids come round and clocks jump (Ganeti calls this a livelock).
struct LiveFile: ~Copyable, Sendable {
  private let descriptor: Descriptor

  /// Takes the file, making it if need be; nil when a living process holds it.
  static func take(_ path: String) throws(Failure) -> LiveFile? {
    let location = FileLocation(path)
    do throws(SystemFault) {
      let descriptor = try Directory(location.directory).open(location.name, O_RDWR | O_CREAT)
      guard try descriptor.tryLock() else { return nil }
      return LiveFile(descriptor: descriptor)
    } catch {
      throw error.failure
    }
  }
}
