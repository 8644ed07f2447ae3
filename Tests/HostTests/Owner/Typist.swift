import Foundation
import Glibc

/// Somebody at a terminal: runs a command on a pseudo-terminal, waits for words, types others.
struct Typist {
  private let master: Int32
  private let process = Process()

  /// Starts a command with the pseudo-terminal as its three streams.
  init(_ argv: [String], environment: [String: String]) throws {
    var ends: (master: Int32, terminal: Int32) = (-1, -1)
    guard openpty(&ends.master, &ends.terminal, nil, nil, nil) == 0 else {
      throw LabFault("no pseudo-terminal: \(String(cString: strerror(errno)))")
    }
    master = ends.master
    let terminal = FileHandle(fileDescriptor: ends.terminal, closeOnDealloc: false)
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    process.executableURL = URL(filePath: argv[0])
    process.arguments = Array(argv.dropFirst())
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, added in added }
    process.standardInput = terminal
    process.standardOutput = terminal
    process.standardError = terminal
    try process.run()
    try terminal.close()
  }

  /// Types.
  func type(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard write(master, bytes, bytes.count) == bytes.count else { throw LabFault("cannot type \(text)") }
  }

  /// Reads until `word` was seen, and gives back all up to it and what came with it; throws what was seen instead when the
  /// time is over.
  @discardableResult
  func read(until word: String, within limit: Duration = .seconds(30)) async throws -> String {
    let seen = try await read(within: limit) { $0.contains(word) }
    guard seen.contains(word) else { throw LabFault("'\(word)' was never seen, only: \(seen)") }
    return seen
  }

  /// Reads until the command has ended, and gives back its exit status.
  func end(within limit: Duration = .seconds(30)) async throws -> Int32 {
    _ = try await read(within: limit) { _ in !process.isRunning }
    guard !process.isRunning else {
      kill(process.processIdentifier, SIGKILL)
      throw LabFault("it did not end")
    }
    close(master)
    return process.terminationStatus
  }

  private func read(within limit: Duration, _ isDone: (String) -> Bool) async throws -> String {
    let deadline = ContinuousClock.now + limit
    var seen: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while ContinuousClock.now < deadline {
      let count = Glibc.read(master, &buffer, buffer.count)
      if count > 0 { seen += buffer.prefix(count) }
      if isDone(String(decoding: seen, as: UTF8.self)) { break }
      // A real machine is at the other end: look again a little later.
      if count <= 0 { try await Task.sleep(for: .milliseconds(20)) }
    }
    return String(decoding: seen, as: UTF8.self)
  }
}
