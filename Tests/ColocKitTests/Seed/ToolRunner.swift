import ColocKit
import Foundation

/// Runs real programs for tests, under the limits that were asked for (prlimit(1)).
struct ToolRunner: ProgramRunner {
  func run(_ program: Program) async throws -> ProgramResult { try runNow(program) }

  func runNow(_ program: Program) throws -> ProgramResult {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/prlimit")
    process.arguments = limits(program.limits) + ["--", program.name] + program.arguments
    process.environment = program.environment
    process.currentDirectoryURL = program.directory.map { URL(filePath: $0) }
    let (output, errors, input) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    switch program.input {
    case .nothing: process.standardInput = FileHandle.nullDevice
    case .bytes: process.standardInput = input
    case .descriptor(let descriptor): process.standardInput = FileHandle(fileDescriptor: descriptor)
    }
    try process.run()
    if case .bytes(let bytes) = program.input {
      try input.fileHandleForWriting.write(contentsOf: Data(bytes))
      try input.fileHandleForWriting.close()
    }
    // The programs of these tests say little on standard error: reading one stream after the other cannot block.
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    let complained = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let status = process.terminationStatus
    return ProgramResult(
      ending: process.terminationReason == .exit ? .exited(status) : .signalled(status),
      output: Array(said.prefix(program.outputLimit)),
      errors: Array(complained.prefix(program.outputLimit))
    )
  }

  private func limits(_ limits: ProgramLimits) -> [String] {
    [
      limits.cpuSeconds.map { "--cpu=\($0)" }, limits.memory.map { "--as=\($0.bytes)" },
      limits.fileSize.map { "--fsize=\($0.bytes)" },
    ].compactMap { $0 }
  }

  /// The standard output of a program that must succeed.
  static func output(_ name: String, _ arguments: [String], in directory: String? = nil) throws -> String {
    let result = try ToolRunner().runNow(Program(name, arguments, directory: directory))
    guard result.isSuccess else { throw ToolFault(words: "\(name) \(result.words)") }
    return String(decoding: result.output, as: UTF8.self)
  }

  struct ToolFault: Error { let words: String }
}
