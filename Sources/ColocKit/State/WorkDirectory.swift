internal import Foundation
internal import Glibc

/// A private directory for the time of one operation, below the state's `run`.
///
/// A file beside it stays locked while its process lives, so that what a kill leaves is known and cleared by the next.
enum WorkDirectory {
  /// Makes the directory (0700), lets `body` work in it, and removes it whatever happens.
  static func with<Value>(
    _ layout: StateLayout,
    _ kind: String,
    _ body: (String) async throws -> Value
  ) async throws -> Value {
    try clearLeftovers(in: layout.run)
    let path = "\(layout.run)/\(kind)-\(UUID().text)"
    // Locked before the directory exists: nobody ever takes it for a leftover.
    guard let live = try LiveFile.take("\(path).live") else {
      throw Failure(.unexpected, "\(path) is in use already")
    }
    defer {
      remove(path)
      withExtendedLifetime(live) {}
    }
    guard mkdir(path, 0o700) == 0 else {
      throw Failure(.cannotCreate, "cannot make \(path): \(String(cString: strerror(errno)))")
    }
    return try await body(path)
  }

  /// The size of a file.
  static func size(of path: String) throws -> ByteCount {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      throw Failure(.unexpected, "\(path) is not there: \(String(cString: strerror(errno)))")
    }
    return ByteCount(bytes: Int64(status.st_size))
  }

  /// Removes what killed commands have left, and gives back the directories that were there.
  @discardableResult
  static func clearLeftovers(in run: String) throws(Failure) -> [String] {
    var removed: [String] = []
    for name in (try? FileManager.default.contentsOfDirectory(atPath: run)) ?? [] where name.hasSuffix(".live") {
      guard try LiveFile.take("\(run)/\(name)") != nil else { continue }
      let path = "\(run)/\(name.dropLast(5))"
      remove(path)
      removed.append(path)
    }
    return removed
  }

  private static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
    // What a failing disk kept keeps its mark too: the next command tries again.
    guard !FileManager.default.fileExists(atPath: path) else { return }
    unlink("\(path).live")
  }
}
