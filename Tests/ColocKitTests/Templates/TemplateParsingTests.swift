import ColocKit
import Testing

@Suite("A template is read strictly, and a fault names its line")
struct TemplateParsingTests {
  private func fault(_ text: String) -> String? {
    do throws(Failure) {
      _ = try Template(parsing: text, file: "t.yaml").render([:])
      return nil
    } catch {
      #expect(error.kind == .invalidFile)
      return error.message
    }
  }

  @Test(
    "What YAML allows and a template does not need is refused",
    arguments: [
      ("a: 1\nb: &x 2", 2, "anchors"),
      ("a: &x [1]\nb: *x", 1, "anchors"),
      ("a: &x {b: 1}\nc:\n  <<: *x", 1, "anchors"),
      ("a: 1\nb:\n  <<: {c: 1}", 3, "merge"),
      ("a: 1\nb: *nowhere", 2, "undefined alias"),
      ("a: 1\n---\nb: 2", 2, "another document"),
      ("a: 1\nb: !!binary aGk=", 2, "tag"),
      ("a: 1\nb: !!str 5", 2, "tag"),
      ("a: 1\nb: !own {c: 1}", 2, "tag"),
      ("a: 1\nb: !own [1]", 2, "tag"),
      ("a: 1\nb: !own 'x'", 2, "tag"),
      ("a: 1\n1: b", 2, "not a text"),
      ("a: 1\ntrue: b", 2, "not a text"),
      ("a: 1\non: b", 2, "truth value"),
      ("a: 1\n[b]: c", 2, "must be a text"),
      ("a: 1\n${b}: c", 2, "reference"),
      ("a: 1\nb:\n  c: 1\n  'c': 2", 3, "twice"),
      ("a: 1\nb: [1", 3, "begun in line 2"),
      ("a: 1\n\tb: 2", 2, ""),
      ("a: |\n  x\n   y\n z", 4, ""),
      ("", 1, "empty"),
      ("# nothing\n", 1, "empty"),
      ("a: \"\\x1b\"", 1, "U+001B"),
      ("a: \"\\u0085\"", 1, "U+0085"),
    ]
  )
  func refused(text: String, line: Int, word: String) throws {
    let message = try #require(fault(text))
    #expect(message.hasPrefix("t.yaml:\(line): "), "\(message)")
    #expect(message.contains(word), "\(message)")
  }

  @Test(
    "A plain scalar that YAML 1.1 and 1.2 read differently must be quoted",
    arguments: [
      "yes", "No", "ON", "off", "y", "0644", "0o644", "0x1F", "0b11", "1_000", "12:30", "1:30:00", "3.22", "1e3", ".5",
      "-.inf", ".nan", "2026-11-02", "2026-11-02T20:15:00Z", "99999999999999999999", "=", "+012",
    ]
  )
  func ambiguous(scalar: String) throws {
    #expect(fault("a: 1\nb: \(scalar)")?.hasPrefix("t.yaml:2: ") == true)
    #expect(fault("b: '\(scalar)'") == nil)
  }

  @Test(
    "A plain scalar on which all readers agree keeps its type",
    arguments: [
      ("0", JSONValue.int(0)), ("-7", .int(-7)), ("+7", .int(7)), ("true", .bool(true)), ("FALSE", .bool(false)),
      ("~", .null), ("", .null), ("Null", .null), ("10.77.0.1", .string("10.77.0.1")), ("1.2.3", .string("1.2.3")),
      ("2G", .string("2G")), ("52:54:00:ab:cd:ef", .string("52:54:00:ab:cd:ef")), ("a b", .string("a b")),
      ("2001:db8::1", .string("2001:db8::1")), ("-", .array([.null])), ("yes no", .string("yes no")),
      ("'5'", .string("5")), ("\"yes\"", .string("yes")), ("|-\n  0644", .string("0644")),
    ]
  )
  func resolved(scalar: String, value: JSONValue) throws {
    #expect(try Template(parsing: "a:\n  \(scalar)", file: "t").render([:]) == .object(["a": value]))
  }

  @Test("A huge or deep template is refused, not crashed on")
  func bounds() {
    #expect(fault("a: " + String(repeating: "x", count: 300_000))?.contains("larger") == true)
    #expect(fault(String(repeating: "[", count: 100) + String(repeating: "]", count: 100))?.contains("deeper") == true)
    #expect(fault(String(repeating: "[", count: 200_000)) != nil)
    #expect(fault(String(repeating: "- ", count: 100_000)) != nil)
    #expect(fault("a: \u{1}") != nil)
  }
}
