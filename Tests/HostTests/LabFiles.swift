import Foundation

/// The three standard streams of a program as files of a private directory.
struct LabFiles {
  let stdin: FileHandle
  let stdout: FileHandle
  let stderr: FileHandle
  private let directory: URL

  init(input: String) throws {
    directory = FileManager.default.temporaryDirectory.appending(path: "coloc-lab-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: directory,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    for (name, text) in ["stdin": input, "stdout": "", "stderr": ""] {
      try Data(text.utf8).write(to: directory.appending(path: name))
    }
    stdin = try FileHandle(forReadingFrom: directory.appending(path: "stdin"))
    stdout = try FileHandle(forWritingTo: directory.appending(path: "stdout"))
    stderr = try FileHandle(forWritingTo: directory.appending(path: "stderr"))
  }

  /// What stands in a stream's file; bytes that are no UTF-8 become U+FFFD.
  func text(of stream: String) -> String {
    let data = (try? Data(contentsOf: directory.appending(path: stream))) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  func remove() {
    try? FileManager.default.removeItem(at: directory)
  }
}
