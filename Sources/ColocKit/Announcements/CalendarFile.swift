internal import Foundation

/// A window in a calendar (RFC 5545, VEVENT).
struct CalendarEvent: Equatable {
  let window: WindowID
  let rack: UUID
  let notice: Notice
  let summary: String
  let description: String
  /// Who announces it; nil where the calendar is nobody's invitation.
  let organizer: Configuration.Owner?

  /// The one identifier of the window in every calendar, for good (section 3.8.4.7).
  var uid: String { "\(window).\(rack.text)@coloc" }

  var lines: [String] {
    var lines = [
      "BEGIN:VEVENT", "UID:\(uid)", "DTSTAMP:\(CalendarLine.time(notice.at))",
      "DTSTART:\(CalendarLine.time(notice.start))",
    ]
    if let length = notice.length {
      lines.append("DTEND:\(CalendarLine.time(Timestamp(seconds: notice.start.seconds + Int64(length))))")
    }
    lines += ["SEQUENCE:\(notice.sequence)", "SUMMARY:\(CalendarLine.text(summary))"]
    lines.append("DESCRIPTION:\(CalendarLine.text(description))")
    if let organizer, let mail = organizer.mail {
      lines.append("ORGANIZER;CN=\(CalendarLine.parameter(organizer.name)):mailto:\(mail)")
    }
    lines.append("STATUS:\(notice.kind == .cancel ? "CANCELLED" : "CONFIRMED")")
    // Nobody is busy because a server is.
    return lines + ["TRANSP:TRANSPARENT", "END:VEVENT"]
  }
}

/// An iCalendar file (RFC 5545); with a method, as it goes by mail (RFC 5546).
struct CalendarFile {
  var method: String?
  let events: [CalendarEvent]

  /// The file, its lines ending in CRLF.
  var text: String {
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//coloc//maintenance//EN", "CALSCALE:GREGORIAN"]
    if let method { lines.append("METHOD:\(method)") }
    lines += events.flatMap(\.lines) + ["END:VCALENDAR"]
    return lines.map(CalendarLine.folded).joined()
  }
}
