import Foundation

/// An executable script of one test's own, removed with it.
final class Script: Sendable {
  let path: String

  init(_ body: String) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "virtkit-\(UUID()).sh").path
    try Data("#!/bin/sh\n\(body)\n".utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
