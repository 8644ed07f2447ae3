import Foundation
import Glibc
import Testing

@testable import ColocKit

@Suite struct FileLockTests {
  private let home: TestHome
  private var path: String { "\(home.path)/rack" }

  init() throws { home = try TestHome() }

  private func take(_ command: String = "vm create velo-web") throws -> FileLock {
    try FileLock.acquire(path, of: "the rack", command: command, wait: .zero)
  }

  @Test func theLoserIsToldWhoHoldsIt() throws {
    let lock = try take()
    let failure = try #require(throws: Failure.self) { try take("vm delete velo-db") }
    #expect(failure.kind == .busy)
    #expect(failure.message.hasPrefix("the rack is busy: vm create velo-web (pid \(getpid()), since 20"))
    lock.release()
    lock.release()
    try take("vm delete velo-db").release()
    #expect(try home.mode("rack") == 0o600)
  }

  @Test func aHolderThatIsSigningIsStillAHolder() throws {
    let lock = try take()
    defer { lock.release() }
    try home.put("{\"pid\": 1", at: "rack")
    let failure = try #require(throws: Failure.self) { try take() }
    #expect(failure.message == "the rack is busy: another command holds it")
  }

  /// The waiter asks again until its deadline, by the clock that it was given.
  @Test func theWaitIsBounded() async throws {
    let lock = try take()
    let clock = SteppingClock()
    let failure = await #expect(throws: Failure.self) {
      try await FileLock.acquire(path, of: "the rack", command: "vm list", wait: .seconds(3), time: clock.source)
    }
    #expect(failure?.kind == .busy)
    #expect(clock.elapsed >= .seconds(3) && clock.elapsed < .seconds(4))
    lock.release()
  }

  @Test func aWaiterGetsTheLockWhenItIsGivenBack() async throws {
    let lock = try take()
    let clock = SteppingClock { elapsed in if elapsed > .seconds(1) { lock.release() } }
    let second = try await FileLock.acquire(path, of: "it", command: "b", wait: .seconds(9), time: clock.source)
    #expect(LockHolder.read(path)?.command == "b")
    second.release()
  }

  /// The child dies while it holds the lock and leaves only its signature behind.
  @Test func aLockDiesWithItsProcess() async throws {
    let path = path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let lock = try FileLock.acquire(path, of: "it", command: "the dead one", wait: .zero)
      kill(getpid(), SIGKILL)
      lock.release()
    }
    #expect(LockHolder.read(path)?.command == "the dead one")
    try take().release()
  }

  @Test func aMissingDirectoryIsAFailure() {
    #expect(throws: Failure.self) {
      try FileLock.acquire("\(home.path)/no/rack", of: "it", command: "c", wait: .zero)
    }
  }
}
