import Testing

@testable import ColocKit

@Suite("A retention policy: parsed or refused with a way forward")
struct RetentionPolicyTests {
  @Test("Any order is read, one order is written, and it comes back from text and JSON")
  func roundTrips() throws {
    let text = "last=3,hourly=24,daily=7,weekly=4,monthly=6,yearly=1,within=1d12h"
    let policy = try RetentionPolicy(parsing: "within=36h,yearly=1,monthly=6,weekly=4,daily=7,hourly=24,last=3")
    #expect(policy.description == text)
    #expect(try RetentionPolicy(parsing: text) == policy)
    #expect(policy[.weekly] == 4 && policy.within?.seconds == 129_600)
    #expect(try again(policy.json) == policy)
    let one = try RetentionPolicy(parsing: "within=2h")
    #expect(try again(one.json) == one && one[.last] == nil)
    #expect(
      one.json.compact
        == #"{"daily":null,"hourly":null,"last":null,"monthly":null,"weekly":null,"within":"2h","yearly":null}"#
    )
    #expect(RetentionPolicy.standard.description == "last=3,hourly=24,daily=7,weekly=4,monthly=6")
  }

  @Test(
    "What is refused says why and what to type",
    arguments: [
      ("", "keeps nothing; say for example last=3,hourly=24"),
      ("daily", "has 'daily', which is not written like daily=7"),
      ("daily=7,", "has '', which is not written like"), (",daily=7", "has ''"),
      ("dayly=7", "has 'dayly=7', and the words are last, hourly, daily, weekly, monthly, yearly, within"),
      ("Daily=7", "the words are last"), ("daily=7, weekly=4", "with commas and no spaces between"),
      ("daily=7,daily=7", "says daily twice"), ("daily=7,daily=8", "says daily twice"),
      ("within=1h,within=2h", "says within twice"), ("daily=0", "leave daily out to keep none for it"),
      ("daily=10001", "says daily=10001; a count is 1 to 10000"), ("daily=-1", "a count is 1 to 10000"),
      ("daily=+7", "a count is 1 to 10000"), ("daily=٧", "a count is 1 to 10000"), ("daily=", "a count is 1 to 10000"),
      ("daily=99999999999999999999", "a count is 1 to 10000"), ("daily=7=7", "a count is 1 to 10000"),
      ("within=0s", "says within=0s, which is not between 1s and 31d"),
      ("within=2", "says within=2, which is not written like 2h"), ("a\u{1B}[2J=1", "has 'a\u{FFFD}[2J=1'"),
    ]
  )
  func refused(text: String, reason: String) {
    #expect { try RetentionPolicy(parsing: text) } throws: { error in
      (error as? ParseFault)?.message.contains(reason) == true
    }
  }

  @Test("From a file too: nothing, zero, an unknown word")
  func refusedFile() {
    #expect(faults(.object([:])).contains { $0.contains("nothing would be kept") })
    #expect(faults(.object(["daily": .int(0)])) == ["must be 1 to 10000, is 0"])
    #expect(faults(.object(["dayly": .int(7), "last": .int(1)])).contains { $0.contains("is not a key here") })
    #expect(!faults(.object(["within": .string("soon")])).isEmpty)
    #expect(!faults(.string("daily=7")).isEmpty)
  }

  @Test("A VM has a policy of its own, or the rack's")
  func choice() throws {
    #expect(try RetentionChoice(parsing: "default") == .rack)
    #expect(try RetentionChoice(parsing: "last=1").policy == RetentionPolicy(parsing: "last=1"))
    #expect(throws: ParseFault.self) { try RetentionChoice(parsing: "default,last=1") }
    #expect(throws: ParseFault.self) { try RetentionChoice(parsing: "") }
  }

  private func again(_ json: JSONValue) throws -> RetentionPolicy {
    try RetentionPolicy(DocumentNode.json(Array(json.pretty.utf8), file: "f"), file: "f")
  }

  private func faults(_ json: JSONValue) -> [String] {
    do {
      _ = try again(json)
      return []
    } catch {
      return (error as? InvalidDocument)?.faults.map(\.reason) ?? ["\(error)"]
    }
  }
}
