import Foundation
import Testing
import VirtKit

@Suite struct XMLTests {
  private static let hostile = [
    "</name><evil/>", "&lt;", "&#0;", "]]>", "<![CDATA[x]]>", "\"'><&", "<!-- -->", "tab\tnew\nline\rreturn",
    "Ünïcödé 🐢 \u{85}\u{9F}", " spaces ", "${x}", "\u{202E}evil",
  ]

  @Test(arguments: hostile) func hostileTextStaysText(text: String) throws {
    let element = XMLElement("a", ["b": text], text: text)
    #expect(try XMLElement(parsing: element.xml) == element)
    let nested = XMLElement("root") { element }
    #expect(try XMLElement(parsing: nested.xml).elements() == [element])
  }

  @Test(arguments: ["\u{0}", "\u{1}", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}", "ok\u{1B}[31m"])
  func textThatXMLCannotCarryIsRefused(text: String) {
    #expect(throws: XMLError.self) { try XMLElement("a", text: text).xml }
    #expect(throws: XMLError.self) { try XMLElement("a", ["b": text]).xml }
    #expect(throws: XMLError.self) { try XMLElement("a").inNamespace("u:\(text)", prefix: "p").xml }
  }

  @Test(arguments: ["", "a b", "1a", "a:b", "a>", "a\u{0}", "<"]) func namesAreChecked(name: String) {
    #expect(throws: XMLError.invalidName(name)) { try XMLElement(name).xml }
    var element = XMLElement("a")
    element.attributes = [XMLAttribute(name, "v")]
    #expect(throws: XMLError.invalidName(name)) { try element.xml }
  }

  @Test func faultHasItsLine() {
    do {
      _ = try XMLElement(parsing: "<a>\n  <b>\n</a>")
      Issue.record("parsed")
    } catch {
      guard case .malformed(let line, let reason) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(line == 3)
      #expect(reason.contains("b"))
    }
  }

  @Test(arguments: [
    "", " ", "text", "<a>", "<a/><b/>", "<a b=1/>", "<a>&nbsp;</a>", "\u{0}", "<a>\u{1}</a>", "<a b='1' b='2'/>",
  ])
  func brokenXMLIsAnError(text: String) {
    #expect(throws: XMLError.self) { try XMLElement(parsing: text) }
  }

  @Test func documentTypesAreRefused() throws {
    let secret = FileManager.default.temporaryDirectory.appending(path: "virtkit-\(UUID())")
    try Data("secret".utf8).write(to: secret)
    defer { try? FileManager.default.removeItem(at: secret) }
    let documents = [
      "<!DOCTYPE a><a/>",
      "<!DOCTYPE a [<!ENTITY e SYSTEM 'file://\(secret.path)'>]><a>&e;</a>",
      "<!DOCTYPE a [<!ENTITY x 'x'><!ENTITY y '&x;&x;'>]><a b='&y;'>&y;</a>",
    ]
    for document in documents {
      #expect(throws: XMLError.documentType) { try XMLElement(parsing: document) }
    }
  }

  @Test func lengthIsLimited() {
    let text = "<a>" + String(repeating: "x", count: XMLElement.parsingLimit) + "</a>"
    #expect(throws: XMLError.tooLong(bytes: text.utf8.count, limit: XMLElement.parsingLimit)) {
      try XMLElement(parsing: text)
    }
  }

  @Test func depthIsLimited() {
    let text = String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)
    #expect(throws: XMLError.self) { try XMLElement(parsing: text) }
  }

  @Test func namespacesSurvive() throws {
    let text = "<d xmlns:p='urn:one'><p:a p:k='v' k='w'><b xmlns='urn:two'><c xmlns=''/></b></p:a></d>"
    let element = try XMLElement(parsing: text)
    let a = try #require(element.first("a"))
    #expect(a.namespace == "urn:one")
    #expect(a.prefix == "p")
    #expect(a["k"] == "w")
    #expect(a.attributes.first { $0.namespace == "urn:one" }?.value == "v")
    #expect(a.first("b")?.namespace == "urn:two")
    #expect(a.first("b", "c")?.namespace == nil)
    #expect(try XMLElement(parsing: element.xml) == element)
  }

  @Test func indentationIsNoContent() throws {
    let element = try XMLElement(parsing: "<a>\n  <!-- note --><b> kept </b>\n  <?pi?>\n</a>")
    #expect(element == XMLElement("a") { XMLElement("b", text: " kept ") })
  }

  @Test func absentAttributesAreLeftOut() throws {
    let none: String? = nil
    #expect(try XMLElement("a", ["b": none, "c": "1"]).xml == "<a c=\"1\"/>\n")
  }

  @Test(arguments: 0..<50) func randomTreesComeBack(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let tree = XMLElement.random(depth: 4, using: &random)
    #expect(try XMLElement(parsing: tree.xml) == tree, "seed \(seed)")
  }
}
