internal import ColocKit
internal import Subprocess
internal import SystemPackage

/// Runs programs by swift-subprocess; limits are set by prlimit(1) of util-linux, which every Debian has.
struct SubprocessRunner: ProgramRunner {
  func run(_ program: Program) async throws -> ProgramResult { try await run(program) { _ in } }

  func run(_ program: Program, eachLine: @escaping @Sendable (String) -> Void) async throws -> ProgramResult {
    switch program.input {
    case .nothing: return try await run(program, input: .none, eachLine)
    case .bytes(let bytes):
      let input = try SpooledInput(bytes)
      return try await run(program, reading: input.number, eachLine)
    case .descriptor(let number): return try await run(program, reading: number, eachLine)
    }
  }

  private func run(
    _ program: Program,
    reading number: Int32,
    _ eachLine: @escaping @Sendable (String) -> Void
  ) async throws -> ProgramResult {
    let descriptor = FileDescriptor(rawValue: number)
    return try await run(program, input: .fileDescriptor(descriptor, closeAfterSpawningProcess: false), eachLine)
  }

  private func run(
    _ program: Program,
    input: some InputProtocol,
    _ eachLine: @escaping @Sendable (String) -> Void
  ) async throws -> ProgramResult {
    let (executable, arguments) = try await limited(program)
    var options = PlatformOptions()
    // A group of its own, so that ending the program ends what it started too, and Ctrl-C reaches only coloc.
    options.processGroupID = 0
    do {
      let result = try await Subprocess.run(
        executable,
        arguments: Arguments(arguments),
        environment: environment(program),
        workingDirectory: FilePath(program.directory ?? "/"),
        platformOptions: options,
        input: input,
        output: .sequence,
        error: .sequence
      ) { execution in
        try await follow(execution, program, eachLine)
      }
      return ending(result.terminationStatus, result.closureResult)
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw Self.absent(program.name)
    }
  }

  /// The program itself, or prlimit with it; looked up first, for prlimit cannot say that a program is absent.
  private func limited(_ program: Program) async throws -> (Executable, [String]) {
    let isPath = program.name.hasPrefix("/")
    let executable: Executable = isPath ? .path(FilePath(program.name)) : .name(program.name)
    var options: [String] = []
    if let seconds = program.limits.cpuSeconds { options.append("--cpu=\(seconds)") }
    if let memory = program.limits.memory { options.append("--as=\(memory.bytes)") }
    if let size = program.limits.fileSize { options.append("--fsize=\(size.bytes)") }
    guard !options.isEmpty else { return (executable, program.arguments) }
    do {
      let path = try await executable.resolveExecutablePath(in: environment(program))
      return (.name("prlimit"), options + ["--", path.string] + program.arguments)
    } catch {
      guard error.code == .executableNotFound else { throw error }
      throw Self.absent(program.name)
    }
  }

  private func environment(_ program: Program) -> Environment {
    var values: [Environment.Key: String] = [:]
    for (name, value) in program.environment { values[Environment.Key(stringLiteral: name)] = value }
    return .custom(values)
  }

  private struct Heard: Sendable {
    var output: [UInt8] = []
    var errors: [UInt8] = []
    var isLate = false
  }

  private enum Event: Sendable {
    case output([UInt8])
    case errors([UInt8])
    case late
  }

  private func follow<Input>(
    _ execution: Execution<Input, SequenceOutput, SequenceOutput>,
    _ program: Program,
    _ eachLine: @escaping @Sendable (String) -> Void
  ) async throws -> Heard {
    var heard = Heard()
    let limit = program.outputLimit
    try await withThrowingTaskGroup(of: Event.self) { group in
      let output = execution.standardOutput
      let errors = execution.standardError
      group.addTask { .output(try await Self.collect(output, limit, eachLine)) }
      group.addTask { .errors(try await Self.collect(errors, limit) { _ in }) }
      if let timeout = program.timeout {
        group.addTask {
          try await Task.sleep(for: timeout)
          return .late
        }
      }
      var open = 2
      do {
        while open > 0, let event = try await group.next() {
          switch event {
          case .output(let bytes):
            heard.output = bytes
            open -= 1
          case .errors(let bytes):
            heard.errors = bytes
            open -= 1
          case .late:
            heard.isLate = true
            try? execution.send(signal: .kill, toProcessGroup: true)
          }
        }
      } catch {
        try? execution.send(signal: .kill, toProcessGroup: true)
        throw error
      }
      group.cancelAll()
    }
    // Cancelling closes the streams first; by then only the program itself was ended, not what it had started.
    if Task.isCancelled {
      try? execution.send(signal: .kill, toProcessGroup: true)
      throw CancellationError()
    }
    return heard
  }

  /// Everything is read, so that the program never stands still on a full pipe; the first `limit` bytes are kept.
  private static func collect(
    _ stream: SubprocessOutputSequence,
    _ limit: Int,
    _ eachLine: @Sendable (String) -> Void
  ) async throws -> [UInt8] {
    var kept: [UInt8] = []
    var line: [UInt8] = []
    for try await buffer in stream {
      let bytes = buffer.withUnsafeBytes { Array($0) }
      kept += bytes.prefix(max(0, limit - kept.count))
      for byte in bytes {
        if byte == UInt8(ascii: "\n") {
          eachLine(String(decoding: line, as: UTF8.self))
          line.removeAll(keepingCapacity: true)
        } else if line.count < 4096 {
          line.append(byte)
        }
      }
    }
    if !line.isEmpty { eachLine(String(decoding: line, as: UTF8.self)) }
    return kept
  }

  private func ending(_ status: TerminationStatus, _ heard: Heard) -> ProgramResult {
    let ending: ProgramResult.Ending =
      switch status {
      case _ where heard.isLate: .timedOut
      case .exited(let code): .exited(code)
      case .signaled(let signal): .signalled(signal)
      }
    return ProgramResult(ending: ending, output: heard.output, errors: heard.errors)
  }

  private static let packages = [
    "qemu-img": "qemu-utils", "xorriso": "xorriso", "mmdebstrap": "mmdebstrap", "prlimit": "util-linux",
    "curl": "curl ca-certificates", "gpgv": "gpgv",
    "bridge": "iproute2", "systemctl": "systemd",
  ]

  private static func absent(_ name: String) -> Failure {
    Failure(.notFound, "\(name) is not installed", hint: "apt-get install \(packages[name] ?? name)")
  }
}
