/// One line of an iCalendar file (RFC 5545, section 3.1).
enum CalendarLine {
  /// The line with its CRLF, folded so that no line has more than 75 octets and no character is cut.
  static func folded(_ line: String) -> String {
    var result = ""
    var room = 75
    for scalar in line.unicodeScalars {
      let width = UTF8.width(scalar)
      if width > room {
        result += "\r\n "
        // The space in front counts.
        room = 74
      }
      result.unicodeScalars.append(scalar)
      room -= width
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

extension UTF8 {
  /// How many octets a character takes (RFC 3629).
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case ..<0x80: 1
    case ..<0x800: 2
    case ..<0x1_0000: 3
    default: 4
    }
  }
}
