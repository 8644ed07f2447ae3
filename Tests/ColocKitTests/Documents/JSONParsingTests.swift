import Testing

@testable import ColocKit

@Suite struct JSONParsingTests {
  private func parse(_ text: String) throws -> DocumentNode { try DocumentNode.json(Array(text.utf8), file: "t.json") }

  private func faults(_ bytes: [UInt8]) -> [Fault] {
    do throws(InvalidDocument) {
      _ = try DocumentNode.json(bytes, file: "t.json")
      return []
    } catch {
      return error.faults
    }
  }

  @Test func keepsLinesAndDuplicates() throws {
    let node = try parse("{\n  \"a\": 1,\r\n  \"b\": [\n    true\n  ],\n  \"a\": null\n}\n")
    guard case .object(let members) = node.content else { throw Failure(.unexpected, "no object") }
    #expect(members.map(\.key) == ["a", "b", "a"])
    #expect(members.map(\.line) == [2, 3, 6])
    #expect(members[1].value == DocumentNode(.array([DocumentNode(.bool(true), line: 4)]), line: 3))
  }

  @Test(arguments: [
    ("0", DocumentNode.Content.int(0)), ("-0", .int(0)), ("-12", .int(-12)), ("9223372036854775807", .int(.max)),
    ("9223372036854775808", .number("9223372036854775808")), ("1.5", .number("1.5")), ("1e3", .number("1e3")),
    ("2E-7", .number("2E-7")), ("\"\"", .string("")), ("\"a\\n\\u00e9\\/\"", .string("a\né/")),
    ("\"\\ud83d\\udeb2\"", .string("🚲")), ("\"vélo\"", .string("vélo")), ("[]", .array([])), ("{}", .object([])),
    (" null ", .null),
  ])
  func readsValues(text: String, content: DocumentNode.Content) throws {
    #expect(try parse(text).content == content)
  }

  @Test(arguments: [
    ("", 1, "empty"), (" \n ", 2, "empty"), ("{\n\"a\": 1", 2, "torn"), ("{\"a\"", 1, "torn"), ("[1,", 1, "torn"),
    ("\"abc", 1, "torn"), ("[\n1\n2]", 3, "comma"), ("{\"a\":1,}", 1, "quotes"), ("[1,]", 1, "value"),
    ("{a: 1}", 1, "quotes"), ("'a'", 1, "value"), ("NaN", 1, "value"), ("Infinity", 1, "value"), ("tru", 1, "value"),
    ("-", 1, "digit"), ("01", 1, "begin with 0"), ("-01", 1, "begin with 0"), ("1.", 1, "digit"), ("1e", 1, "digit"),
    ("+1", 1, "value"), ("0x10", 1, "follows"), ("{} {}", 1, "follows"), ("\"\\ud83d\"", 1, "surrogate"),
    ("\"\\udeb2\"", 1, "surrogate"), ("\"\\ud83d\\u0041\"", 1, "surrogate"), ("\"\\ud83dx\"", 1, "surrogate"),
    ("\"\\x\"", 1, "escape"), ("\"\\u12g4\"", 1, "hexadecimal"), ("\"a\nb\"", 1, "control"), ("\"\t\"", 1, "control"),
    ("\u{FEFF}{}", 1, "byte order"), ("// a\n{}", 1, "value"),
  ])
  func refusesWithLine(text: String, line: Int, word: String) throws {
    let fault = try #require(faults(Array(text.utf8)).first)
    #expect(fault.line == line)
    #expect(fault.reason.contains(word), "\(fault.reason)")
  }

  @Test func refusesBytesThatAreNoText() {
    #expect(faults(Array("{\n\"a\": \"".utf8) + [0xC3, 0x28, 0x22, 0x7D]).first?.line == 2)
    #expect(
      faults(Array("{}\n".utf8) + [0, 0, 0]) == [
        Fault(path: "", line: 2, reason: "the file holds zero bytes; it was torn or is no text")
      ]
    )
    // A surrogate encoded as if it were a character, an overlong slash.
    #expect(faults([0x22, 0xED, 0xA0, 0x80, 0x22]).count == 1)
    #expect(faults([0x22, 0xC0, 0xAF, 0x22]).count == 1)
  }

  @Test func nestingAndSizeAreLimited() throws {
    let deep = JSONParser.deepest
    #expect(throws: Never.self) { try parse(String(repeating: "[", count: deep) + String(repeating: "]", count: deep)) }
    #expect(faults(Array(String(repeating: "[", count: 1_000_000).utf8)).first?.reason.contains("nested") == true)
    #expect(faults([UInt8](repeating: 0x20, count: JSONParser.largest + 1)).first?.reason.contains("16 MiB") == true)
  }

  /// Whatever a power cut leaves of a manifest is refused: no prefix of it is a document.
  @Test func everyTornManifestIsRefused() throws {
    let whole = Array(try Sample.tenant().json.pretty.utf8)
    for length in 0..<(whole.count - 1) { #expect(faults(Array(whole[..<length])).count == 1, "\(length)") }
    for length in stride(from: 0, to: whole.count - 2, by: 7) {
      let zeros = [UInt8](repeating: 0, count: whole.count - length)
      #expect(faults(whole[..<length] + zeros).count == 1)
    }
  }

  /// What coloc writes reads back as it was, whatever stands in the texts.
  @Test func writtenValuesReadBack() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let scalars = (0..<20).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x10_FFFF, using: &generator)) }
      let text = String(String.UnicodeScalarView(scalars)) + "\u{0}\u{1F}\"\\\u{7F}\u{85}\u{2028}"
      let value = JSONValue.object(["k": .string(text), text: .array([.int(Int64.min), .null, .bool(false)])])
      for written in [value.pretty, value.compact] { #expect(try parse(written).json == value, "\(written)") }
    }
  }
}

extension DocumentNode {
  /// The node as a value to write, duplicates lost.
  fileprivate var json: JSONValue? {
    switch content {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .number: nil
    case .string(let text): .string(text)
    case .array(let nodes): .array(nodes.compactMap(\.json))
    case .object(let members):
      .object(Dictionary(members.compactMap { member in member.value.json.map { (member.key, $0) } }) { $1 })
    }
  }
}
