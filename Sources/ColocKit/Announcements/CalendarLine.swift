/// One line of an iCalendar file (RFC 5545, section 3.1).
enum CalendarLine {
  /// The line with its CRLF, folded so that no line has more than 75 octets and no character is cut.
  static func folded(_ line: String) -> String {
    var result = ""
    var room = 75
    for character in line {
      // A character of many marks, longer than a line, is cut between two of them.
      let parts = character.utf8.count > 74 ? character.unicodeScalars.map(String.init) : [String(character)]
      for part in parts {
        if part.utf8.count > room {
          result += "\r\n "
          // The space in front counts.
          room = 74
        }
        result += part
        room -= part.utf8.count
      }
    }
    return result + "\r\n"
  }

  /// A value of type TEXT (section 3.3.11); line ends become `\n`, other controls go.
  static func text(_ value: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\\", ";", ",":
        result.append("\\")
        result.append(scalar)
      default: result.append(Printable.isDangerous(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return String(result)
  }

  /// A parameter's value in quotes (section 3.2), which has no way to hold one.
  static func parameter(_ value: String) -> String { "\"\(Printable.clean(value).replacing("\"", with: "'"))\"" }

  /// A time in UTC (section 3.3.5, form 2).
  static func time(_ moment: Timestamp) -> String {
    moment.description.filter { $0 != "-" && $0 != ":" }
  }
}
