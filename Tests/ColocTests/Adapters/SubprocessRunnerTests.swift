import ColocKit
import Foundation
import Glibc
import Synchronization
import Testing

@testable import coloc

@Suite("Programs are run within bounds", .timeLimit(.minutes(3)))
struct SubprocessRunnerTests {
  private func run(_ program: Program) async throws -> ProgramResult { try await SubprocessRunner().run(program) }

  private func shell(_ script: String, _ change: (inout Program) -> Void = { _ in }) -> Program {
    var program = Program("sh", ["-c", script])
    change(&program)
    return program
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test("Both outputs, the status, the signal")
  func endings() async throws {
    let result = try await run(shell("echo out; echo err >&2; exit 3"))
    #expect(result.ending == .exited(3) && text(result.output) == "out\n" && text(result.errors) == "err\n")
    #expect(try await run(shell("kill -TERM $$")).ending == .signalled(SIGTERM))
  }

  @Test("Nothing is inherited: environment, directory, input")
  func surroundings() async throws {
    let result = try await run(shell("pwd; cat; env") { $0.environment["COLOR"] = "a b" })
    let lines = Set(text(result.output).split(separator: "\n").map(String.init))
    #expect(lines.contains("/") && lines.contains("COLOR=a b") && lines.contains("LC_ALL=C.UTF-8"))
    let names = lines.compactMap { $0.contains("=") ? $0.prefix { $0 != "=" } : nil }
    #expect(
      Set(names.map(String.init)).subtracting(["PATH", "LC_ALL", "COLOR", "PWD", "OLDPWD", "_", "SHLVL"]).isEmpty
    )
    #expect(text(try await run(shell("pwd") { $0.directory = "/usr" }).output) == "/usr\n")
  }

  @Test("Arguments arrive as they are: no shell is between")
  func arguments() async throws {
    let words = ["a b", "$HOME", "'", "*", "", "é"]
    #expect(text(try await run(Program("printf", ["%s\\n"] + words)).output) == words.map { "\($0)\n" }.joined())
  }

  @Test("Bytes on the standard input, more than a pipe holds")
  func bytes() async throws {
    let bytes = [UInt8](repeating: 0x61, count: 300_000)
    let result = try await run(Program("cat", [], input: .bytes(bytes)))
    #expect(result.output == bytes)
  }

  @Test("A program that does not read what it is given is no harm: its status counts")
  func unread() async throws {
    let much = [UInt8](repeating: 0x78, count: 4 << 20)
    let read = Program("/bin/true", [], input: .bytes(much))
    for _ in 0..<5 { #expect(try await run(read).isSuccess) }
    #expect(try await run(shell("exit 75") { $0.input = .bytes(much) }).ending == .exited(75))
  }

  @Test("A descriptor on the standard input can be reopened, and stays the caller's")
  func descriptor() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/coloc-stdin-\(UUID().uuidString)"
    try Data("content".utf8).write(to: URL(filePath: path))
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    // What stands at the path by now does not matter.
    unlink(path)
    #expect(
      text(try await run(shell("cat /proc/self/fd/0") { $0.input = .descriptor(descriptor) }).output) == "content"
    )
    #expect(fcntl(descriptor, F_GETFD) >= 0)
  }

  @Test("Limits hold", .needs("prlimit", package: "util-linux"))
  func limits() async throws {
    let limits = ProgramLimits(cpuSeconds: 7, memory: .mebibytes(64), fileSize: .mebibytes(1))
    let told = try await run(shell("ulimit -t; ulimit -v") { $0.limits = limits })
    #expect(text(told.output) == "7\n65536\n")
    let path = FileManager.default.temporaryDirectory.path + "/coloc-limit-\(UUID().uuidString)"
    defer { unlink(path) }
    let big = try await run(Program("head", ["-c", "9M", "/dev/zero"], limits: limits))
    #expect(big.isSuccess)
    let written = try await run(shell("head -c 9M /dev/zero > \(path)") { $0.limits = limits })
    #expect(!written.isSuccess)
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    #expect(size == 1 << 20)
    let hungry = try await run(shell("head -c 200M /dev/zero | tail -c 150M > /dev/null") { $0.limits = limits })
    #expect(!hungry.isSuccess)
  }

  @Test(
    "An absent program is named with its Debian package, with limits too",
    arguments: [ProgramLimits(), ProgramLimits(cpuSeconds: 9)]
  )
  func absent(_ limits: ProgramLimits) async {
    for (name, package) in [("xorriso", "xorriso"), ("qemu-img", "qemu-utils")] {
      let program = Program(name, [], environment: ["PATH": "/nonexistent"], limits: limits)
      let failure = await #expect(throws: Failure.self) { try await run(program) }
      #expect(failure?.kind == .notFound && failure?.message == "\(name) is not installed")
      #expect(failure?.hints == ["apt-get install \(package)"])
    }
  }

  @Test("Huge output on both streams does not hang; the first bytes are kept")
  func huge() async throws {
    let result = try await run(
      shell("head -c 3000000 /dev/zero >&2; head -c 3000000 /dev/zero; exit 4") { $0.outputLimit = 1000 }
    )
    #expect(result.ending == .exited(4) && result.output.count == 1000 && result.errors.count == 1000)
  }

  @Test("Lines are told as they come, the last one without its end too")
  func lines() async throws {
    let told = Mutex<[String]>([])
    _ = try await SubprocessRunner().run(shell("printf 'one\\ntwo\\n\\nlast'")) { line in
      told.withLock { $0.append(line) }
    }
    #expect(told.withLock { $0 } == ["one", "two", "", "last"])
  }

  @Test("When the time is over the whole group is gone, not only the program")
  func timeout() async throws {
    // On a busy machine the shell may not have come as far as its child: then it is given longer.
    for seconds in [1, 5, 25, 100] {
      let result = try await run(shell("sleep 1000 & echo $!; wait") { $0.timeout = .seconds(seconds) })
      #expect(result.ending == .timedOut)
      guard let child = pid_t(text(result.output).split(separator: "\n").first ?? "") else { continue }
      #expect(await isGone(child))
      return
    }
    Issue.record("the shell never had a child")
  }

  @Test("Cancelling ends the whole group")
  func cancelled() async throws {
    let (children, told) = AsyncStream.makeStream(of: String.self)
    let running = Task {
      try await SubprocessRunner().run(Program("sh", ["-c", "sleep 1000 & echo $!; wait"])) { told.yield($0) }
    }
    var iterator = children.makeAsyncIterator()
    let child = try #require(await iterator.next().flatMap { pid_t($0) })
    #expect(kill(child, 0) == 0)
    running.cancel()
    await #expect(throws: (any Error).self) { try await running.value }
    #expect(await isGone(child))
  }

  /// Whether a process is gone, or a zombie that init has not buried yet, before a deadline.
  private func isGone(_ pid: pid_t) async -> Bool {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
      guard let state = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return true }
      if state.split(separator: ")").last?.hasPrefix(" Z") == true { return true }
      await Task.yield()
    }
    return false
  }
}
