import ColocKit
import Foundation

/// A publisher's web server on loopback with a directory of its own; both go with the object.
final class Mirror: Sendable {
  let directory: String
  private let port: Int
  private let isEncrypted: Bool
  private let process: Process
  private let input: Pipe

  /// Starts `Tests/HostTests/Fixtures/mirror`; with a certificate it speaks TLS only.
  init(certificate: (certificate: String, key: String)? = nil) throws {
    directory = FileManager.default.temporaryDirectory.path + "/coloc-mirror-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
    isEncrypted = certificate != nil
    process = Process()
    input = Pipe()
    let output = Pipe()
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    process.executableURL = tests.appending(path: "HostTests/Fixtures/mirror")
    process.arguments = [directory] + (certificate.map { [$0.certificate, $0.key] } ?? [])
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while line.last != UInt8(ascii: "\n"), let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty
    {
      line += more
    }
    guard let number = Int(String(decoding: line.dropLast(), as: UTF8.self)) else { throw CocoaError(.fileReadUnknown) }
    port = number
  }

  deinit {
    // Not waited for: Foundation notices no end while another child holds what it inherited.
    process.terminate()
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// The address of a file under one of the mirror's modes.
  func address(_ mode: String, _ path: String) throws -> WebAddress {
    try WebAddress(parsing: "\(isEncrypted ? "https" : "http")://127.0.0.1:\(port)/\(mode)/\(path)")
  }

  func publish(_ bytes: [UInt8], at path: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(directory)/\(path)"))
  }
}
