import Foundation
import Glibc

/// A directory for one test, gone with it.
final class ScratchDirectory: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/coloc-kit-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: path,
      withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700]
    )
  }

  /// Writes a file with a mode; directories on the way are made.
  func write(_ text: String, to name: String, mode: Int = 0o644) throws {
    let file = "\(path)/\(name)"
    let parent = URL(filePath: file).deletingLastPathComponent().path
    try FileManager.default.createDirectory(
      atPath: parent,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o755]
    )
    try Data(text.utf8).write(to: URL(filePath: file))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
  }

  func mode(of name: String) -> mode_t {
    var status = stat()
    return lstat("\(path)/\(name)", &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
