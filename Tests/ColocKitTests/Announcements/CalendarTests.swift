import Foundation
import Testing

@testable import ColocKit

@Suite("A calendar's lines (RFC 5545)")
struct CalendarTests {
  static let texts = [
    String(repeating: "é", count: 200), String(repeating: "🚲", count: 90), "a" + String(repeating: "é", count: 100),
    String(repeating: "x", count: 75), String(repeating: "x", count: 76), "", "Atelier, vélo; \\ C:\\temps\n\nfin ",
    "a\u{202E}b\r\nATTENDEE:mailto:x@y.example", String(repeating: "e\u{301}", count: 80),
  ]

  @Test("No line is longer than 75 octets, none cuts a character, and unfolding gives the line again", arguments: texts)
  func folding(_ text: String) throws {
    let line = "DESCRIPTION:\(CalendarLine.text(text))"
    let folded = CalendarLine.folded(line)
    #expect(folded.hasSuffix("\r\n"))
    for part in Array(folded.utf8).split(separator: UInt8(ascii: "\n")) {
      #expect(part.last == UInt8(ascii: "\r") && part.count <= 76)
      #expect(String(validating: part, as: UTF8.self) != nil)
    }
    let unfolded = Data(folded.utf8)
    let again = String(decoding: unfolded, as: UTF8.self).unicodeScalars
    let joined = String(String.UnicodeScalarView(again)).replacingOccurrences(of: "\r\n ", with: "")
    #expect(joined == line + "\r\n")
  }

  private func event(_ kind: NoticeKind, _ summary: String, _ description: String, owner: String) throws
    -> CalendarEvent
  {
    CalendarEvent(
      window: try WindowID(parsing: "20261205-disques"),
      rack: try Sample.uuid(99),
      notice: Notice(
        kind: kind,
        sequence: 3,
        at: try Timestamp(parsing: "2026-11-25T10:00:00Z"),
        start: try Timestamp(parsing: "2026-12-05T21:00:00Z"),
        length: 7200,
        words: [:],
        messages: []
      ),
      summary: summary,
      description: description,
      organizer: .init(name: owner, mail: "zoe@rack.example")
    )
  }

  @Test(
    "A real parser reads back what was meant, and nothing else",
    .enabled(if: PythonReader.has("icalendar"), "apt-get install python3-icalendar"),
    arguments: texts
  )
  func parsed(_ text: String) throws {
    let event = try event(.change, "S \(text)", text, owner: "Zoé \"la\": garage; \(text.prefix(5))")
    let file = CalendarFile(method: "PUBLISH", events: [event]).text
    let read = try PythonReader.read(file, PythonReader.calendar)
    let clean = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0 != "\n" && Printable.isDangerous($0) ? "\u{FFFD}" : $0 }
      )
    )
    #expect(read["method"] as? String == "PUBLISH" && read["count"] as? Int == 1)
    #expect((read["errors"] as? [String])?.isEmpty == true && read["attendees"] as? Bool == false)
    #expect(read["uid"] as? String == "20261205-disques.\(try Sample.uuid(99).text)@coloc")
    #expect(read["start"] as? String == "2026-12-05T21:00:00+00:00")
    #expect(read["end"] as? String == "2026-12-05T23:00:00+00:00")
    #expect(read["stamp"] as? String == "2026-11-25T10:00:00+00:00")
    #expect(read["sequence"] as? Int == 3 && read["status"] as? String == "CONFIRMED")
    #expect(read["summary"] as? String == "S \(clean)", "\(file)")
    #expect(read["description"] as? String == clean, "\(file)")
    #expect(read["organizer"] as? String == "mailto:zoe@rack.example")
    #expect((read["cn"] as? String)?.hasPrefix("Zoé 'la': garage; ") == true)
  }

  @Test(
    "What is off is cancelled, what nobody knows the end of has none",
    .enabled(if: PythonReader.has("icalendar"), "apt-get install python3-icalendar")
  )
  func cancelled() throws {
    let file = CalendarFile(method: "CANCEL", events: [try event(.cancel, "s", "d", owner: "Z")]).text
    let read = try PythonReader.read(file, PythonReader.calendar)
    #expect(read["method"] as? String == "CANCEL" && read["status"] as? String == "CANCELLED")
  }
}
