import Testing

@testable import ColocKit

@Suite struct JSONValueTests {
  @Test func keysAreSortedAndTheFormIsFixed() {
    let value = JSONValue.object(["b": .array([.int(1), .null]), "a": .object([:]), "A": .array([]), "é": .bool(true)])
    #expect(value.compact == "{\"A\":[],\"a\":{},\"b\":[1,null],\"é\":true}")
    #expect(value.pretty == "{\n  \"A\": [],\n  \"a\": {},\n  \"b\": [\n    1,\n    null\n  ],\n  \"é\": true\n}\n")
  }

  @Test func nothingDangerousIsWrittenRaw() {
    let text = JSONValue.string("\u{1B}[2J\u{85}\u{202E}\"\\\n").compact
    #expect(text == "\"\\u001b[2J\\u0085\\u202e\\\"\\\\\\n\"")
  }

  @Test func textsForTheTerminalAreClean() {
    #expect(Printable.clean("a\u{1B}]0;x\u{7}b\u{202E}") == "a\u{FFFD}]0;x\u{FFFD}b\u{FFFD}")
    #expect(Printable.clean("vélo 🚲") == "vélo 🚲")
  }

  @Test func aFaultQuotesWhatWasTyped() {
    let fault = #expect(throws: ParseFault.self) { try VMName(parsing: "Web\u{1B}") }
    #expect(fault?.message == "'Web\u{FFFD}' is not a VM name: it may hold only a-z, 0-9 and - (lower case, no dot)")
  }
}
