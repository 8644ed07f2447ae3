import Foundation
import Synchronization
import Testing

@testable import ColocKit

@Suite struct LiveFileTests {
  private let home: TestHome
  private var path: String { "\(home.path)/a.live" }

  init() throws { home = try TestHome() }

  @Test func itIsHeldWhileItLives() throws {
    do {
      let first = try #require(try Held(path))
      #expect(try Held(path) == nil)
      withExtendedLifetime(first) {}
    }
    #expect(try Held(path) != nil)
    #expect(try home.names() == ["a.live"])
    #expect(try home.mode("a.live") == 0o600)
  }

  @Test func lookingTakesNothing() throws {
    #expect(try !LiveFile.isHeld(path))
    do {
      let held = try #require(try Held(path))
      #expect(try LiveFile.isHeld(path))
      withExtendedLifetime(held) {}
    }
    #expect(try !LiveFile.isHeld(path))
    #expect(try Held(path) != nil)
  }

  /// However many race for it, and however often it is removed meanwhile, one at a time has it.
  @Test func oneOfManyHasIt() async throws {
    let path = path
    let tally = Tally()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<6 {
        group.addTask {
          for _ in 0..<60 {
            guard let held = try Held(path) else { continue }
            #expect(tally.holders.add(1, ordering: .sequentiallyConsistent).newValue == 1)
            tally.taken.add(1, ordering: .sequentiallyConsistent)
            // Before the removal: after it the next one may make the file anew.
            tally.holders.subtract(1, ordering: .sequentiallyConsistent)
            try DurableFile.remove(path)
            withExtendedLifetime(held) {}
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(tally.taken.load(ordering: .sequentiallyConsistent) > 0)
    #expect(try home.names().isEmpty)
  }
}

/// A live file that can be kept in an optional.
private final class Held {
  private let file: LiveFile

  init?(_ path: String) throws {
    guard let file = try LiveFile.take(path) else { return nil }
    self.file = file
  }
}

private final class Tally: Sendable {
  let holders = Atomic(0)
  let taken = Atomic(0)
}
