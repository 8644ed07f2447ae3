extension Language {
  /// A length for people, to the minute: `1 heure 30`, `2 jours 3 heures`, `45 minutes`.
  func length(seconds: Int) -> String {
    let minutes = max(1, (seconds + 30) / 60)
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60)
    var parts: [String] = []
    switch self {
    case .french:
      if days > 0 { parts.append(Self.count(days, "jour")) }
      if hours > 0 { parts.append(Self.count(hours, "heure")) }
      // `1 heure 30`, but `1 jour et 30 minutes`.
      if rest > 0, hours > 0 {
        parts.append(rest < 10 ? "0\(rest)" : "\(rest)")
      } else if rest > 0 {
        parts.append((days > 0 ? "et " : "") + Self.count(rest, "minute"))
      }
    case .english:
      if days > 0 { parts.append(Self.count(days, "day")) }
      if hours > 0 { parts.append(Self.count(hours, "hour")) }
      if rest > 0 { parts.append(Self.count(rest, "minute")) }
    }
    return parts.joined(separator: " ")
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number > 1 ? "s" : "")" }
}
