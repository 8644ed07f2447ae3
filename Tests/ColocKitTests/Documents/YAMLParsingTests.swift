import Testing

@testable import ColocKit

@Suite struct YAMLParsingTests {
  private func parse(_ text: String) throws(InvalidDocument) -> DocumentNode {
    try DocumentNode.yaml(Array(text.utf8), file: "t.yaml")
  }

  private func faults(_ text: String) -> [Fault] {
    do throws(InvalidDocument) {
      _ = try parse(text)
      return []
    } catch {
      return error.faults
    }
  }

  @Test func keepsLinesAndWhatWasTyped() throws {
    let node = try parse("# words\na: 10G\n\nb:\n  - yes\n  - 'yes'\n")
    guard case .object(let members) = node.content, case .array(let list) = members[1].value.content else {
      throw Failure(.unexpected, "another shape")
    }
    #expect(members[0].value == DocumentNode(.string("10G"), line: 2, plain: "10G"))
    #expect(members[1].line == 4)
    #expect(list == [DocumentNode(.bool(true), line: 5, plain: "yes"), DocumentNode(.string("yes"), line: 6)])
  }

  @Test(arguments: [
    ("", DocumentNode.Content.null), ("~", .null), ("NULL", .null), ("off", .bool(false)), ("True", .bool(true)),
    ("12", .int(12)), ("-3", .int(-3)), ("+4", .int(4)), ("0", .int(0)), ("0644", .number("0644")),
    ("0x1F", .number("0x1F")), ("12:30", .number("12:30")), ("1.5", .number("1.5")), ("3.22", .number("3.22")),
    ("1e3", .number("1e3")), (".nan", .number(".nan")), ("99999999999999999999", .number("99999999999999999999")),
    ("1_000", .number("1_000")), ("10.77.0.0/24", .string("10.77.0.0/24")), ("10.77.0.1", .string("10.77.0.1")),
    ("2026-11-02", .string("2026-11-02")), ("52:54:00:ab:cd:ef", .string("52:54:00:ab:cd:ef")), ("-", .string("-")),
    (".", .string(".")), ("1e", .string("1e")), ("nO", .string("nO")), ("none", .string("none")), ("=", .string("=")),
  ])
  func plainScalars(text: String, content: DocumentNode.Content) {
    #expect(YAMLScalar.content(of: text) == content)
  }

  @Test(arguments: [
    ("a: 1\nb: [\n", 3, ""), ("a: 1\n\tb: 2\n", 2, ""), ("a: 1\nc:\n  b: 2\n  b: 3\n", 3, "twice: b"),
    ("a: &x 1\n", 1, "anchors"), ("a: &x [1]\nb: *x\n", 1, "anchors"), ("a: *x\n", 1, "undefined alias"),
    ("a: !!int 3\n", 1, "tag"), ("a: !secret x\n", 1, "tag"), ("[1]: 2\n", 1, "plain word"),
    ("a: 1\n---\nb: 2\n", 2, "another document"), ("a: \"\\ud83d\"\n", 1, ""), ("a: b: c\n", 1, ""),
    ("\u{FEFF}a: 1\n", 1, "byte order"), ("a: 1\u{0}\n", 1, "zero"), ("a: \u{7}\n", 1, ""),
  ])
  func refusesWithLine(text: String, line: Int, word: String) throws {
    let fault = try #require(faults(text).first)
    #expect(fault.line == line)
    #expect(word.isEmpty || fault.reason.contains(word), "\(fault.reason)")
  }

  @Test func nestingEndsInAFault() {
    #expect(faults(String(repeating: "[", count: 100_000)).count == 1)
    #expect(faults(String(repeating: "- ", count: 100_000)).count == 1)
    #expect(faults(String(repeating: "a", count: YAMLParser.largest + 1)).first?.reason.contains("1 MiB") == true)
  }

  @Test func anEmptyFileIsAnEmptyObject() throws {
    #expect(try parse("# nothing\n").content == .object([]))
  }
}
