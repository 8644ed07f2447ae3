import Glibc

/// A download that is under way or was cut off, in the state's `downloads`.
final class PartialFile: Sendable {
  /// The file's path.
  let path: String
  private let descriptor: Descriptor

  /// Opens or makes the file for an image of this digest, and removes what is left of older builds of the same kind.
  ///
  /// Whoever calls it holds the lock of that kind's download. Throws `cannotCreate` without room.
  init(in directory: String, for kind: String, digest: Digest) throws(Failure) {
    let name = "\(kind)-\(digest.short).part"
    do throws(SystemFault) {
      let open = try Directory(directory)
      Self.removeOlder(than: name, of: kind, in: open)
      descriptor = try open.open(name, O_RDWR | O_CREAT)
      path = open.path(of: name)
    } catch { throw error.failure }
  }

  /// Another digest of the same kind is an older build, which nobody publishes any more.
  private static func removeOlder(than name: String, of kind: String, in directory: borrowing Directory) {
    for old in (try? directory.names()) ?? []
    where old != name && old.hasPrefix("\(kind)-") && old.hasSuffix(".part") {
      try? directory.unlink(old)
    }
  }

  /// How large it is now.
  func size() throws(Failure) -> Int64 {
    try Failure.wording { () throws(SystemFault) in Int64(try descriptor.status().st_size) }
  }

  /// What the file system below it can still take (fstatvfs(3)).
  func room() -> Int64 {
    var status = statvfs()
    guard fstatvfs(descriptor.number, &status) == 0 else { return .max }
    return Int64(
      clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue
    )
  }

  /// Up to `count` bytes from `offset` on, as many as there are now (pread(2)).
  func read(at offset: Int64, count: Int) throws(Failure) -> [UInt8] {
    var answer = 0
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      repeat {
        answer = pread(descriptor.number, buffer.baseAddress, count, off_t(offset))
      } while answer < 0 && errno == EINTR
      code = errno
      filled = max(0, answer)
    }
    guard answer >= 0 else { throw SystemFault(operation: "read", path: path, code: code).failure }
    return bytes
  }

  /// Empties it.
  func empty() throws(Failure) { try Failure.wording { () throws(SystemFault) in try descriptor.truncate(to: 0) } }

  /// What tells later that it is still this file and unchanged.
  func stamp() throws(Failure) -> FileStamp {
    if let stamp = FileStamp(of: descriptor.number) { return stamp }
    throw Failure(.unexpected, "cannot examine \(path)")
  }

  /// Removes it.
  func remove() { unlink(path) }
}
