internal import Foundation

/// What was announced, newest first, for feed readers (RFC 4287).
struct AtomFeed {
  struct Entry: Equatable {
    let window: WindowID
    let notice: Notice
    let language: Language
    let title: String
    let text: String
  }

  let rack: UUID
  let owner: String
  let title: String
  let language: Language
  /// Where the feed is on the web, if that is told.
  let link: String?
  let entries: [Entry]

  /// The document; without entries it was updated when the world began.
  var text: String {
    let updated = entries.map(\.notice.at).max() ?? Timestamp(seconds: 0)
    var lines = [
      #"<?xml version="1.0" encoding="utf-8"?>"#,
      #"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\#(language.rawValue)">"#,
      "  <id>urn:uuid:\(rack.text)</id>", "  <title>\(Self.escaped(title))</title>", "  <updated>\(updated)</updated>",
      "  <author><name>\(Self.escaped(owner))</name></author>",
    ]
    if let link { lines.append("  <link rel=\"self\" href=\"\(Self.escaped(link))\"/>") }
    return (lines + entries.flatMap(lines(of:)) + ["</feed>", ""]).joined(separator: "\n")
  }

  private func lines(of entry: Entry) -> [String] {
    [
      #"  <entry xml:lang="\#(entry.language.rawValue)">"#, "    <id>urn:uuid:\(id(of: entry.window).text)</id>",
      "    <title>\(Self.escaped(entry.title))</title>", "    <updated>\(entry.notice.at)</updated>",
      "    <content type=\"text\">\(Self.escaped(entry.text))</content>", "  </entry>",
    ]
  }

  /// A UUID for the window (RFC 9562, version 8), so that a change replaces the entry.
  private func id(of window: WindowID) -> UUID {
    var bytes = Array(NameDigest.bytes(of: "\(rack.text):window:\(window)").prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
  }

  private static func escaped(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Printable.clean(String($0)) }
    return lines.joined(separator: "\n").replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
