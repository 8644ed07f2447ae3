/// Times as English is written here: `Saturday 5 December 2026`, `22:00`, `UTC+01:00`.
struct EnglishTime {
  private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  let zone: String

  func weekday(_ moment: LocalMoment) -> String { Self.weekdays[moment.weekday] }

  func date(_ moment: LocalMoment) -> String {
    "\(weekday(moment)) \(moment.day) \(Self.months[moment.month - 1]) \(moment.year)"
  }

  func time(_ moment: LocalMoment) -> String { "\(Self.two(moment.hour)):\(Self.two(moment.minute))" }

  func offset(_ moment: LocalMoment) -> String {
    let minutes = abs(moment.offset)
    return "UTC\(moment.offset < 0 ? "-" : "+")\(Self.two(minutes / 60)):\(Self.two(minutes % 60))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
