import ArgumentParser
import ColocKit
import Testing

@testable import coloc

@Suite("Every kind of failure has its documented exit code")
struct ExitCodeTests {
  private static let codes: [(Failure.Kind, Int32)] = [
    (.unexpected, 1), (.partly, 2), (.usage, 64), (.invalidFile, 65), (.notFound, 66), (.unreachable, 69),
    (.cannotCreate, 73), (.busy, 75), (.outcomeUnknown, 76), (.notPermitted, 77), (.configuration, 78),
  ]

  @Test(arguments: Failure.Kind.allCases)
  func mapping(_ kind: Failure.Kind) throws {
    let expected = try #require(Self.codes.first { $0.0 == kind }?.1, "no code is documented for \(kind)")
    #expect(ExitCode(kind).rawValue == expected)
  }

  @Test func distinct() { #expect(Set(Failure.Kind.allCases.map { ExitCode($0).rawValue }).count == Self.codes.count) }
  @Test func interrupted() { #expect(ExitCode.interrupted.rawValue == 130) }
}
