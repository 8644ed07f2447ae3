import Foundation
import Glibc
import Synchronization
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

  /// A child between fork and exec has a copy of every open file.
  @Test func aCopyElsewhereDoesNotKeepTheLock() throws {
    let lock = try take()
    let numbers = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
    let held = try #require(
      numbers.first { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path }
    )
    let copy = dup(held)
    defer { close(copy) }
    lock.release()
    try take().release()
  }

  @Test func aMissingDirectoryIsAFailure() {
    #expect(throws: Failure.self) {
      try FileLock.acquire("\(home.path)/no/rack", of: "it", command: "c", wait: .zero)
    }
  }
}

@Suite("A lock whose noun is gone is forgotten")
struct ForgottenLockTests {
  private let home: TestHome
  private var path: String { "\(home.path)/vm-gone" }

  init() throws { home = try TestHome() }

  @Test func freeOneGoes() throws {
    try FileLock.acquire(path, of: "it", command: "a", wait: .zero).release()
    #expect(try FileLock.forget(path, command: "b"))
    #expect(try home.names() == [])
  }

  @Test func heldOneStays() throws {
    let lock = try FileLock.acquire(path, of: "it", command: "a", wait: .zero)
    #expect(try !FileLock.forget(path, command: "b"))
    #expect(try home.names() == ["vm-gone"])
    lock.release()
  }

  /// Takers that meet a forgetter never hold two locks of one name at once.
  @Test func noTwoHolders() async throws {
    let path = path
    let crowd = Crowd()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask {
          for _ in 0..<100 {
            if number == 0 {
              _ = try FileLock.forget(path, command: "forget")
              continue
            }
            let lock = try FileLock.acquire(path, of: "it", command: "take", wait: .seconds(60))
            #expect(crowd.enter() == 1)
            crowd.leave()
            lock.release()
          }
        }
      }
      try await group.waitForAll()
    }
  }
}

/// Counts who is inside.
private final class Crowd: Sendable {
  private let inside = Mutex(0)

  func enter() -> Int {
    inside.withLock { count in
      count += 1
      return count
    }
  }

  func leave() { inside.withLock { $0 -= 1 } }
}
