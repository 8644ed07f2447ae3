import Foundation

/// A publisher's web server inside the lab (`Fixtures/mirror`), with a directory of its own; both go with the object.
final class LabMirror {
  let directory: URL
  private let process = Process()
  private let input = Pipe()
  private let port: Int

  init() throws {
    directory = FileManager.default.temporaryDirectory.appending(path: "coloc-mirror-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
    let output = Pipe()
    process.executableURL = URL(filePath: Lab.root + "Tests/HostTests/Fixtures/mirror")
    process.arguments = [directory.path()]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while line.last != UInt8(ascii: "\n"), let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty
    {
      line += more
    }
    guard let number = Int(String(decoding: line.dropLast(), as: UTF8.self)) else { throw LabFault("no mirror") }
    port = number
  }

  deinit {
    // Not waited for: Foundation notices no end while another child holds what it inherited.
    process.terminate()
    try? FileManager.default.removeItem(at: directory)
  }

  /// The beginning of its addresses in one of its modes.
  func base(_ mode: String) -> String { "http://127.0.0.1:\(port)/\(mode)" }

  /// Writes a file of text.
  func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: directory.appending(path: path))
  }

  /// Publishes a file under its own or another name, with its digest in a list or alone beside it.
  func publish(file: URL, as name: String? = nil, in path: String, digestBeside: Bool) async throws {
    let name = name ?? file.lastPathComponent
    let place = directory.appending(path: path)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try? FileManager.default.removeItem(at: place.appending(path: name))
    try FileManager.default.copyItem(at: file, to: place.appending(path: name))
    let sum = try await Lab.run(["sha512sum", file.path()]).stdout.prefix(128)
    if digestBeside {
      try Data("\(sum)\n".utf8).write(to: place.appending(path: name + ".sha512"))
    } else {
      try Data("\(sum)  \(name)\n".utf8).write(to: place.appending(path: "SHA512SUMS"))
    }
  }
}
