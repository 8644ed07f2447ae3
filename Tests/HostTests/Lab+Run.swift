import Foundation

extension Lab {
  /// Runs a program to its end, by its path or a name found in PATH.
  ///
  /// Output goes through files, so that a daemon left behind with our descriptors cannot hold the test up.
  ///
  /// - Parameters:
  ///   - argv: The program and its arguments; no shell in between.
  ///   - env: Added to this process's environment.
  ///   - input: What it reads on stdin; nothing when left out.
  ///   - timeout: After this it is killed with SIGKILL.
  /// - Returns: How it ended and what it wrote.
  /// - Throws: `LabFault` when it cannot be started.
  static func run(
    _ argv: [String],
    env: [String: String] = [:],
    input: String = "",
    timeout: Duration = .seconds(60)
  ) async throws -> LabOutcome {
    let files = try LabFiles(input: input)
    defer { files.remove() }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["--"] + argv
    process.environment = ProcessInfo.processInfo.environment.merging(env) { _, added in added }
    process.standardInput = files.stdin
    process.standardOutput = files.stdout
    process.standardError = files.stderr
    let isTimedOut = try await end(of: process, after: timeout, running: argv)
    let signal = process.terminationReason == .uncaughtSignal
    return LabOutcome(
      status: signal ? 128 + process.terminationStatus : process.terminationStatus,
      stdout: files.text(of: "stdout"),
      stderr: files.text(of: "stderr"),
      isTimedOut: isTimedOut
    )
  }

  /// Starts the process and returns when it has ended: true when the time ran out first.
  private static func end(of process: Process, after timeout: Duration, running argv: [String]) async throws -> Bool {
    let ended = AsyncStream<Void>.makeStream()
    process.terminationHandler = { _ in ended.continuation.finish() }
    do { try process.run() } catch { throw LabFault("cannot run \(argv): \(error)") }
    let identifier = process.processIdentifier
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        // Thrown when the process has ended before: then nothing is killed.
        do { try await Task.sleep(for: timeout) } catch { return false }
        kill(identifier, SIGKILL)
        return true
      }
      for await _ in ended.stream {}
      if Task.isCancelled { kill(identifier, SIGKILL) }
      group.cancelAll()
      let isTimedOut = await group.next() ?? false
      process.waitUntilExit()
      return isTimedOut
    }
  }
}
