import ColocKit
import Testing

@Suite("Names are replaced inside parsed scalars")
struct TemplateRenderingTests {
  private let values: [String: TemplateValue] = [
    "name": .string("velo-web"), "keys": .list([.string("one"), .string("two")]), "text": .lines("a\nb\n"),
  ]

  private func render(_ text: String, _ values: [String: TemplateValue]? = nil) throws -> JSONValue {
    try Template(parsing: text, file: "t.yaml").render(values ?? self.values)
  }

  private func fault(_ text: String, _ values: [String: TemplateValue]? = nil) -> String? {
    do {
      _ = try render(text, values)
      return nil
    } catch { return (error as? Failure)?.message }
  }

  @Test("A text, a list as a whole, an escape, and what only looks like a reference")
  func replaced() throws {
    #expect(
      try render(
        """
        a: x-${name}-${name}
        b: ${keys}
        c: ['$${name}', $name, "$(id)", '$', "$$", "$$${name}"]
        d: |
          ${text}end
        """
      )
        == .object([
          "a": .string("x-velo-web-velo-web"), "b": .array([.string("one"), .string("two")]),
          "c": .array(["${name}", "$name", "$(id)", "$", "$$", "$${name}"].map(JSONValue.string)),
          "d": .string("a\nb\nend"),
        ])
    )
  }

  @Test(
    "A mistake names its line",
    arguments: [
      ("a: 1\nb: ${nobody}", 2, "known are keys, name, text"),
      ("a: 1\nb: x${keys}", 2, "list"),
      ("a: 1\nb: ${keys} ", 2, "none"),
      ("a: 1\nb: '${keys} '", 2, "list"),
      ("a: |\n  one\n  two ${nobody}\n", 3, "nobody"),
      ("a: >\n  one\n  two ${nobody}\n", 1, "nobody"),
      ("a: 1\nb: ${Name}", 2, "$${"),
      ("a: 1\nb: ${name", 2, "$${"),
      ("a: 1\nb: '${}'", 2, "$${"),
      ("a: 1\nb: ${name:-x}", 2, "$${"),
    ]
  )
  func mistakes(text: String, line: Int, word: String) {
    let message = fault(text)
    if word == "none" {
      #expect(message == nil)
    } else {
      #expect(message?.hasPrefix("t.yaml:\(line): ") == true, "\(message ?? "no fault")")
      #expect(message?.contains(word) == true)
    }
  }

  @Test(
    "A value with a control character, C1, DEL or a noncharacter is refused",
    arguments: [0x00, 0x07, 0x0D, 0x1B, 0x7F, 0x85, 0x9F, 0xFEFF, 0xFFFE, 0x1FFFF, 0xFDD0] as [UInt32]
  )
  func hostileCharacters(code: UInt32) throws {
    let text = String(Character(try #require(Unicode.Scalar(code))))
    #expect(fault("a: ${name}", ["name": .string("x\(text)")])?.contains("U+") == true)
    #expect(fault("a: ${name}", ["name": .lines("x\(text)")])?.contains("U+") == true)
    #expect(fault("a: ${name}", ["name": .list([.object(["k": .string(text)])])])?.contains("U+") == true)
  }

  @Test("Newlines pass only where a file's content is meant")
  func newlines() {
    #expect(fault("a: ${name}", ["name": .string("x\ny")])?.contains("U+000A") == true)
    #expect(fault("a: ${name}", ["name": .lines("x\ny\t")]) == nil)
  }

  @Test("No value changes the structure", arguments: 0..<200)
  func structure(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let text = "a: ${v}\nb: [\"x ${v} y\", {c: '${v}'}]\nd: |\n  ${v}\n"
    let value = hostile(using: &random)
    let rendered = try render(text, ["v": .lines(value)])
    #expect(
      rendered
        == .object([
          "a": .string(value), "b": .array([.string("x \(value) y"), .object(["c": .string(value)])]),
          "d": .string("\(value)\n"),
        ])
    )
    // What is emitted is one template again, with the same meaning: nothing broke out of its scalar.
    let escaped = rendered.pretty.replacing("${", with: "$${")
    #expect(try Template(parsing: escaped, file: "again").render([:]) == rendered, "seed \(seed)")
  }

  private func hostile(using random: inout SplitMix) -> String {
    let parts = [
      "\"", "'", "\\", "\n", "\t", ": ", "- ", "#", "{", "}", "[", "]", ",", "${name}", "$${", "!!python/object", "&a",
      "*a", "<<", "---", "...", "|", ">", "%", "@", "`", "\u{2028}", "\u{202E}", "é", "😀", "\u{301}", "null", "0644",
      "\\u0000", "\"}\n", "ssh_pwauth: true\n", " ", "a",
    ]
    return (0..<Int.random(in: 0...20, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
  }
}

/// A small generator with a seed, so that a failing case can be run again.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
