/// Times as French is written: `mardi 1er décembre 2026`, `9 h 05`, `heure de Paris`, `UTC+1`.
struct FrenchTime {
  private static let weekdays = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"]
  private static let months = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
  ]

  let zone: String

  func date(_ moment: LocalMoment) -> String {
    let day = moment.day == 1 ? "1er" : String(moment.day)
    return "\(Self.weekdays[moment.weekday]) \(day) \(Self.months[moment.month - 1]) \(moment.year)"
  }

  func time(_ moment: LocalMoment) -> String {
    "\(moment.hour) h \(moment.minute < 10 ? "0" : "")\(moment.minute)"
  }

  /// `UTC+1`, `UTC-3:30`.
  func offset(_ moment: LocalMoment) -> String {
    let minutes = abs(moment.offset) % 60
    let rest = minutes == 0 ? "" : ":\(minutes < 10 ? "0" : "")\(minutes)"
    return "UTC\(moment.offset < 0 ? "-" : "+")\(abs(moment.offset) / 60)\(rest)"
  }

  /// The zone by its city; zones without one by their name.
  var place: String {
    let parts = zone.split(separator: "/")
    guard parts.count > 1, parts[0] != "Etc", let city = parts.last?.replacing("_", with: " ") else {
      return "heure \(zone.hasSuffix("UTC") || zone == "GMT" ? "UTC" : "de la zone \(zone)")"
    }
    let isVowel = city.first.map { "AEIOUYÉÎ".contains($0) } ?? false
    return isVowel ? "heure d'\(city)" : "heure de \(city)"
  }
}
