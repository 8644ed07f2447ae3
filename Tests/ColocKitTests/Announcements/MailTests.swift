import Foundation
import Testing

@testable import ColocKit

@Suite("A mail as Python's email module reads it", .enabled(if: PythonReader.has("email")))
struct MailTests {
  private func mail(
    subject: String = "Maintenance prévue le samedi 5 décembre 2026, longue et encore plus longue que cela 🚲",
    owner: String = "Zoé",
    text: String = "Bonjour,\n\nUne ligne.\n",
    calendar: Bool = true
  ) throws -> MailMessage {
    MailMessage(
      id: try MessageID(parsing: "0123456789abcdef"),
      from: .init(name: owner, mail: "zoe@rack.example"),
      sender: "zoe@rack.example",
      to: ["a@books.example", "b@books.example"],
      subject: subject,
      language: .french,
      date: try Timestamp(parsing: "2026-07-05T21:00:09Z"),
      clock: WallClock(zone: "Europe/Paris"),
      text: text,
      calendar: calendar ? ("BEGIN:VCALENDAR\r\nX:é\r\nEND:VCALENDAR\r\n", "PUBLISH") : nil,
      answers: calendar ? nil : try MessageID(parsing: "00000000000000aa")
    )
  }

  @Test("Headers, both parts and the calendar's own line ends arrive")
  func whole() throws {
    let mail = try mail()
    let read = try PythonReader.read(mail.content, PythonReader.mail)
    #expect((read["defects"] as? [String])?.isEmpty == true, "\(read["defects"] ?? "")")
    #expect(read["subject"] as? String == mail.subject)
    #expect(read["from"] as? String == "Zoé <zoe@rack.example>")
    #expect(read["to"] as? [String] == ["a@books.example", "b@books.example"])
    #expect(read["date"] as? String == "2026-07-05T23:00:09+02:00")
    #expect(read["id"] as? String == "<coloc.0123456789abcdef@rack.example>" && read["answers"] as? String == "")
    #expect(read["auto"] as? String == "auto-generated" && read["language"] as? String == "fr")
    #expect(read["types"] as? [String] == ["text/plain", "text/calendar"] && read["method"] as? String == "PUBLISH")
    #expect(read["texts"] as? [String] == [mail.text, "BEGIN:VCALENDAR\r\nX:é\r\nEND:VCALENDAR\r\n"])
    for line in mail.content.split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(line.utf8.count <= 78 && line.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(line)")
    }
  }

  @Test("Without a calendar it is plain text, and it answers the first one")
  func plain() throws {
    let read = try PythonReader.read(try mail(calendar: false).content, PythonReader.mail)
    #expect(read["types"] as? [String] == ["text/plain"])
    #expect(read["answers"] as? String == "<coloc.00000000000000aa@rack.example>")
    #expect(read["references"] as? String == read["answers"] as? String)
  }

  @Test(
    "Any text comes through as it was",
    arguments: [
      "From here on\n.\n..dots\n=20 = é \n trailing  \n\n", String(repeating: "é", count: 500) + "\n",
      String(repeating: "x", count: 76) + "\n" + String(repeating: "y", count: 77) + "\n", "--=_coloc_0\n", "\n\n",
    ]
  )
  func texts(_ text: String) throws {
    let read = try PythonReader.read(try mail(text: text).content, PythonReader.mail)
    #expect((read["texts"] as? [String])?.first == text)
  }

  @Test(
    "No name and no subject makes a header",
    arguments: [
      "x\r\nBcc: evil@x.example", "x\nBcc: evil@x.example\n\nbody", "\"a\" <evil@x.example>, b", "=?utf-8?q?x?=",
      "a\u{202E}b", "Zoé, (garage)", "", "\u{0}",
    ]
  )
  func hostile(_ name: String) throws {
    let read = try PythonReader.read(try mail(subject: "s \(name)", owner: name).content, PythonReader.mail)
    let names = try #require(read["names"] as? [String])
    #expect(!names.contains("bcc") && names.count == Set(names).count, "\(names)")
    #expect(read["to"] as? [String] == ["a@books.example", "b@books.example"])
    let from = try #require(read["from"] as? String)
    #expect(from.hasSuffix("<zoe@rack.example>") || name.isEmpty && from == "zoe@rack.example", "\(from)")
    let clean = Printable.clean("s \(name)")
    #expect(read["subject"] as? String == clean || clean.hasSuffix(" "), "\(read["subject"] ?? "")")
  }

  @Test(
    "An address that no header can hold as it is is told by hand",
    arguments: [
      ("a@b.example", true), ("a.b+c@b.example", true), ("é@b.example", false), ("a@bé.example", false),
      ("a..b@c.example", false), ("a:b@c.example", false), ("a@[1.2.3.4]", false), (".a@b.example", false),
      ("a@b.example.", false),
    ]
  )
  func addresses(_ address: String, _ isTaken: Bool) { #expect(MailMessage.takes(address) == isTaken) }

  @Test("An address with a line end in it is refused at the door, typed or in a manifest edited by hand")
  func lineEnds() throws {
    for address in ["a@b.example\nBcc: x@y.example", "a@b.example\r\nX: y", "a@b\u{2028}.example"] {
      #expect(throws: ParseFault.self) { try Contact(parsing: "email:\(address)") }
    }
    let text = try Sample.tenant().json.pretty.replacing(
      "email:contact@velo.example",
      with: "email:contact@velo.example\\nBcc: x@y.example"
    )
    let fault = #expect(throws: InvalidDocument.self) { try Tenant(json: Array(text.utf8), file: "t.json") }
    #expect(fault?.faults.map(\.path) == ["contacts[0]"])
  }
}
