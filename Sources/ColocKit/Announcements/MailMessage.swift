internal import Foundation

/// A mail as sendmail takes it (RFC 5322, MIME): 7-bit, lines that end in a newline.
struct MailMessage {
  let id: MessageID
  let from: Configuration.Owner
  /// The owner's address, which is also where message ids are at home.
  let sender: String
  let to: [String]
  let subject: String
  let language: Language
  let date: Timestamp
  let clock: WallClock
  let text: String
  /// The calendar and its method; nil for a mail of text alone.
  let calendar: (text: String, method: String)?
  /// The window's first mail to the same tenant; nil for that one itself.
  let answers: MessageID?

  /// Whether an address can stand in a header as it is (RFC 5322, dot-atom); others are told by hand.
  static func takes(_ address: String) -> Bool {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    let atom = Set("!#$%&'*+-/=?^_`{|}~".utf8)
    let isLocal = { (text: Substring) in
      text.utf8.allSatisfy { isLetterOrDigit($0) || atom.contains($0) || $0 == UInt8(ascii: ".") }
    }
    let isDomain = { (text: Substring) in
      text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }
    return parts.count == 2 && isLocal(parts[0]) && isDomain(parts[1])
      && parts.allSatisfy { !$0.isEmpty && $0.first != "." && $0.last != "." && !$0.contains("..") }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  /// The whole mail.
  var content: String {
    var lines = [
      "From: \(MailWord.phrase(from.name, after: "From")) <\(sender)>", "To: \(to.joined(separator: ",\n "))",
      MailWord.unstructured(subject, after: "Subject"), "Date: \(dateText)", "Message-ID: \(name(of: id))",
    ]
    if let answers { lines += ["In-Reply-To: \(name(of: answers))", "References: \(name(of: answers))"] }
    // Nobody's vacation message is wanted (RFC 3834).
    lines += ["Auto-Submitted: auto-generated", "Content-Language: \(language.rawValue)", "MIME-Version: 1.0"]
    return (lines + body).joined(separator: "\n")
  }

  private var body: [String] {
    let plain = [
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
      QuotedPrintable.encode(text),
    ]
    guard let calendar else { return plain }
    // `=_` never stands in base64 or quoted-printable.
    let boundary = "=_coloc_\(id)"
    return ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", "", "--\(boundary)"] + plain
      + [
        "--\(boundary)", "Content-Type: text/calendar; charset=utf-8; method=\(calendar.method)",
        // Its own line ends must arrive as they are.
        "Content-Transfer-Encoding: base64", "", Self.base64(calendar.text), "--\(boundary)--", "",
      ]
  }

  private func name(of id: MessageID) -> String {
    "<coloc.\(id)@\(sender.split(separator: "@").last ?? "localhost")>"
  }

  /// RFC 5322, section 3.3: `Sat, 05 Dec 2026 22:00:00 +0100`.
  private var dateText: String {
    let moment = LocalMoment(date, on: clock)
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let day = "\(days[moment.weekday]), \(two(moment.day)) \(months[moment.month - 1]) \(moment.year)"
    let time = "\(two(moment.hour)):\(two(moment.minute)):\(two(Int((date.seconds % 60 + 60) % 60)))"
    let minutes = abs(moment.offset)
    return "\(day) \(time) \(moment.offset < 0 ? "-" : "+")\(two(minutes / 60))\(two(minutes % 60))"
  }

  private static func base64(_ text: String) -> String {
    let encoded = Array(Data(text.utf8).base64EncodedString().utf8)
    return stride(from: 0, to: encoded.count, by: 76).map { start in
      String(decoding: encoded[start..<min(start + 76, encoded.count)], as: UTF8.self)
    }.joined(separator: "\n")
  }
}
