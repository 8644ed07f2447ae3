import ColocKit
import Foundation
import Synchronization

/// Web servers in memory, behind a curl that knows what coloc asks of it.
final class FakePublisher: Sendable {
  private let files: Mutex<[String: [UInt8]]>
  private let asked = Mutex<[String]>([])

  init(_ files: [String: [UInt8]] = [:]) { self.files = Mutex(files) }

  /// Every address that was fetched, in order.
  var addresses: [String] { asked.withLock { $0 } }

  func publish(_ bytes: [UInt8], at address: String) { files.withLock { $0[address] = bytes } }

  /// A runner for a rack: curl as here, gpgv as `signature` says, the rest as in other tests.
  func runner(signature: @escaping @Sendable (Program) -> ProgramResult = { _ in FakeRunner.exited(2) }) -> FakeRunner {
    FakeRunner { program in
      switch program.name {
      case "curl": try self.fetch(program.arguments)
      case "gpgv": signature(program)
      default: try FakeRunner.makeSeed(program)
      }
    }
  }

  private func fetch(_ arguments: [String]) throws -> ProgramResult {
    func value(_ option: String) -> String? {
      arguments.firstIndex(of: option).map { arguments[arguments.index(after: $0)] }
    }
    let address = value("--url") ?? ""
    asked.withLock { $0.append(address) }
    guard let bytes = files.withLock({ $0[address] }) else {
      return FakeRunner.exited(22, errors: "curl: (22) The requested URL returned error: 404\n")
    }
    guard let path = value("--output") else {
      return ProgramResult(ending: .exited(0), output: bytes, errors: [])
    }
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    let start = try handle.seekToEnd()
    try handle.write(contentsOf: Data(bytes.dropFirst(Int(start))))
    try handle.close()
    return FakeRunner.exited(0, "HTTP/1.1 200 OK\r\nContent-Length: \(bytes.count)\r\n\r\n")
  }
}
