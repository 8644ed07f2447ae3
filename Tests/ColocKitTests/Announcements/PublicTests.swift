import Foundation
import Testing

@testable import ColocKit

@Suite("What everybody reads")
struct PublicTests {
  private static let settings = "/nonexistent"

  private func post(_ languages: [Language] = [.french, .english]) async throws -> TestPost {
    try await TestPost(
      channels: [
        .init(name: "mail"), .init(name: "files"),
        .init(name: "xmpp", program: "/bin/true"),
        .init(name: "short", program: "/bin/true", limit: 500),
      ],
      languages: languages
    )
  }

  @Test("One text in both languages; at most 500 characters where a channel takes no more, whatever the owner wrote")
  func limit() async throws {
    let post = try await post()
    let long = String(repeating: "Nous changeons les disques 👩🏽‍🔧. ", count: 60)
    let window = try post.plan(texts: [.french: long, .english: String(repeating: "We change disks. ", count: 100)])
    let announcement = try post.draft(window.id)
    let whole = try #require(announcement.item("xmpp", nil))
    #expect(whole.text.contains(long.trimmingCharacters(in: .whitespaces)) && whole.text.contains("We change disks."))
    let short = try #require(announcement.item("short", nil))
    #expect(PublicText.length(of: short.text) <= 500 && short.text.count > 350, "\(short.text)")
    #expect(short.text.contains("samedi 5 décembre 2026 de 22 h 00 à minuit") && short.text.contains("…"))
    #expect(short.text.contains("Saturday 5 December 2026"))
    #expect(short.tenant == nil && short.to == nil && short.ics == nil)
  }

  @Test("Where not even that fits, the first language stays")
  func oneLanguage() throws {
    let words = { (language: Language, cut: Int?) throws(Failure) in
      NoticeWords(subject: "s", text: String(repeating: language == .french ? "é" : "x", count: 300) + "\n")
    }
    let text = try PublicText.text([.french, .english], limit: 500, words: words)
    #expect(text == String(repeating: "é", count: 300) + "\n")
    #expect(throws: Failure.self) { try PublicText.text([.french], limit: 200, words: words) }
  }

  @Test(
    "Characters are counted as readers see them, an address of the web as 23",
    arguments: [
      ("é\n", 1), ("👩🏽‍🔧", 1), ("a https://a.b", 25), ("a\nb", 3), ("https://\(String(repeating: "x", count: 40))", 48),
    ]
  )
  func counted(_ text: String, _ length: Int) { #expect(PublicText.length(of: text) == length) }

  @Test("No tenant is named; where the owner did it, he is warned")
  func discreet() async throws {
    let post = try await post()
    for text in try post.draft(post.plan().id).items.filter({ $0.tenant == nil }).map(\.text) {
      for name in ["velo", "vélo", "Books", "books", "silent", "Sans contact", "mine"] {
        #expect(!text.contains(name), "\(text)")
      }
    }
    #expect(try !post.draft(post.plan().id).warnings.contains { $0.contains("names") })
    let window = try post.plan("déménagement de Free Books")
    #expect(try post.draft(window.id).warnings.contains("what everybody will read names books"))
  }

  @Test(
    "Two windows in one feed and one calendar, each as people were told of it",
    .needs("xmllint", package: "libxml2-utils")
  )
  func files() async throws {
    let post = try await post()
    let first = try post.plan("disques & <câbles> \"x\" {{when}} ]]>")
    try await post.announce(first.id)
    let second = try post.plan("courant")
    // Changed, and nobody was told: the feed goes on with what people know.
    var change = WindowRequest()
    change.id = first.id
    change.reason = "un secret"
    _ = try post.rack.plan(change)
    post.test.clock.advance(.seconds(60))
    try await post.announce(second.id)
    let program = try #require(post.runner.programs.last { $0.name.hasSuffix("/files") })
    guard case .bytes(let bytes) = program.input else { return }
    let line = try #require(bytes.split(separator: UInt8(ascii: "\n")).first)
    let facts = try #require(JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    let files = try #require(facts["files"] as? [String: String])
    #expect(Set(files.keys) == ["maintenance.atom", "maintenance.ics"])
    let feed = try #require(files["maintenance.atom"])
    try post.scratch.write(feed, to: "feed.xml")
    _ = try ToolRunner.output("xmllint", ["--noout", "\(post.scratch.path)/feed.xml"])
    let query = "count(//*[local-name()='entry'][*[local-name()='id'] and *[local-name()='updated']])"
    let count = try ToolRunner.output("xmllint", ["--xpath", query, "\(post.scratch.path)/feed.xml"])
    #expect(count.trimmingCharacters(in: .newlines) == "2")
    let content = try ToolRunner.output(
      "xmllint",
      ["--xpath", "string(//*[local-name()='entry'][2])", "\(post.scratch.path)/feed.xml"]
    )
    #expect(content.contains("disques & <câbles> \"x\" {{when}} ]]>"), "\(content)")
    #expect(!feed.contains("secret") && feed.contains("https://rack.example/maintenance/maintenance.atom"))
    let calendar = try #require(files["maintenance.ics"])
    #expect(calendar.components(separatedBy: "BEGIN:VEVENT").count == 3 && !calendar.contains("METHOD"))
    if PythonReader.has("icalendar") {
      #expect(try PythonReader.read(calendar, PythonReader.calendar)["count"] as? Int == 2)
    }
  }
}
