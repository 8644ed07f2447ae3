import Dispatch
import Glibc
import Testing

@testable import VirtKit

@Suite struct DeadlineTests {
  /// Says when the last owner let go.
  private final class Witness: Sendable {
    let gone: DispatchSemaphore
    init(_ gone: DispatchSemaphore) { self.gone = gone }
    deinit { gone.signal() }
  }

  @Test(.timeLimit(.minutes(1))) func hangingCallMeetsItsDeadlineAndItsResultIsFreed() async throws {
    let release = DispatchSemaphore(value: 0)
    let gone = DispatchSemaphore(value: 0)
    let error = await #expect(throws: DeadlineError.self) {
      _ = try await Call("hang", on: "velo-web").race(within: .milliseconds(50)) {
        release.wait()
        return Witness(gone)
      }
    }
    #expect(error == DeadlineError(operation: "hang", object: "velo-web", seconds: 0.05))
    #expect(error?.description == "hang velo-web: no answer within 0.05 s")
    release.signal()
    // The late result has no owner but the race: it must be let go without anybody asking.
    let freed = try await Call("wait").race(within: .seconds(10)) { gone.wait(timeout: .now() + 9) == .success }
    #expect(freed)
  }

  @Test(.timeLimit(.minutes(1))) func hangingCallsDelayNobodyElse() async throws {
    let release = DispatchSemaphore(value: 0)
    let count = 100
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<count {
        group.addTask { try await Call("hang").race(within: .seconds(30)) { release.wait() } }
      }
      let answer = try await Call("answer").race(within: .seconds(10)) { 42 }
      #expect(answer == 42)
      for _ in 0..<count { release.signal() }
      try await group.waitForAll()
    }
  }

  @Test func errorOfTheCallIsTheCallers() async throws {
    let failure = LibvirtError(operation: "a", object: nil, code: .noDomain, message: "m")
    let error = await #expect(throws: LibvirtError.self) {
      try await Call("a").race(within: .seconds(10)) { throw failure }
    }
    #expect(error == failure)
  }

  @Test(.timeLimit(.minutes(1))) func heartbeatsPutTheDeadlineOff() async throws {
    let heartbeat = Heartbeat()
    let deadline = Duration.milliseconds(500)
    // Twice as long as the deadline, but never silent for so long.
    let beats = try await Call("long").race(within: deadline, heartbeat: heartbeat) {
      let end = ContinuousClock.now.advanced(by: deadline * 2)
      var beats = 0
      while ContinuousClock.now < end {
        heartbeat.beat()
        beats += 1
        sched_yield()
      }
      return beats
    }
    #expect(beats > 0)
  }

  @Test(.timeLimit(.minutes(1))) func openingHasADeadlineToo() async throws {
    // As an ssh that never answers: libvirt would wait for ever.
    let silent = try Script("exec cat >/dev/null")
    let error = await #expect(throws: DeadlineError.self) {
      try await Connection.open("qemu+ext:///system?command=\(silent.path)", deadline: .milliseconds(300))
    }
    #expect(error?.operation == "open connection")
  }

  @Test(arguments: 1...20) func deadTransportIsALostConnection(attempt: Int) async throws {
    // The first write may meet a closed pipe, which must not end the process.
    let dead = try Script("exit 0")
    let error = await #expect(throws: LibvirtError.self) {
      try await Connection.open("qemu+ext:///system?command=\(dead.path)")
    }
    #expect(error?.isConnectionLost == true)
  }
}
