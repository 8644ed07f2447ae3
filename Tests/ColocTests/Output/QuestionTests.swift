import ColocKit
import Testing

@testable import coloc

@Suite("Without a terminal nothing is asked: 64, naming the flag", .enabled(if: !Terminal.canAsk))
struct QuestionTests {
  @Test func yes() throws {
    let failure = #expect(throws: Failure.self) { try Question.goOn("3 VMs would be restarted", yes: false) }
    #expect(failure?.kind == .usage && failure?.hints == ["say it beforehand: --yes"])
    try Question.goOn("3 VMs would be restarted", yes: true)
  }

  @Test func confirm() throws {
    let failure = #expect(throws: Failure.self) {
      try Question.confirm("destroying the disk of velo-web", name: "velo-web", given: nil)
    }
    #expect(failure?.kind == .usage && failure?.hints == ["name it: --confirm velo-web"])
    try Question.confirm("destroying the disk of velo-web", name: "velo-web", given: "velo-web")
  }

  @Test(arguments: ["velo-we", "Velo-web", "", "velo-web ", "a\u{1B}[2J"])
  func wrongName(_ given: String) {
    let failure = #expect(throws: Failure.self) {
      try Question.confirm("destroying the disk of velo-web", name: "velo-web", given: given)
    }
    #expect(failure?.kind == .usage && failure?.message.contains("\u{1B}") == false)
  }
}
