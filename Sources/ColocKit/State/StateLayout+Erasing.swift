internal import Foundation
internal import Glibc

extension StateLayout {
  /// Removes all state and then the configuration; the owner's templates and files that coloc did not make stay.
  ///
  /// The configuration goes last, so that an interrupted `deinit` can be repeated. Throws `cannotCreate`.
  func erase() throws(Failure) {
    for directory in directories { try Self.remove(directory) }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [] where name.hasPrefix("audit.jsonl") {
      try Self.remove("\(root)/\(name)")
    }
    try DurableFile.remove(configuration)
    // Only when nothing else lies there.
    if root != configurationDirectory { rmdir(root) }
    rmdir(configurationDirectory)
  }

  private static func remove(_ path: String) throws(Failure) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw Failure(.cannotCreate, "cannot remove \(path): \(error.localizedDescription)")
    }
  }
}
