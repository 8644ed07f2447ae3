internal import Foundation

/// The name of a maintenance window, made of its day and its reason: `20261205-disques`.
public struct WindowID: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "a maintenance window"

  /// The id itself.
  public let description: String

  /// Parses an id by the closed grammar of names.
  public init(parsing text: String) throws(ParseFault) {
    if let reason = NameGrammar.fault(in: text) { throw Self.fault(text, reason) }
    description = text
  }

  /// Makes an id from the day (`2026-12-05`) and the reason, other than any of `taken`.
  public init(day: CalendarDate, reason: String, taken: Set<WindowID>) {
    let date = day.description.replacing("-", with: "")
    let slug = Self.slug(reason)
    var candidate = Self(unchecked: "\(date)-\(slug)")
    var number = 2
    while taken.contains(candidate) {
      candidate = Self(unchecked: "\(date)-\(slug)-\(number)")
      number += 1
    }
    self = candidate
  }

  private init(unchecked text: String) { description = text }

  /// Orders by day first, then by reason.
  public static func < (left: Self, right: Self) -> Bool { left.description < right.description }

  /// The reason's first words in small ASCII letters; `fenêtre` becomes `fenetre`, and what has none `maintenance`.
  private static func slug(_ reason: String) -> String {
    let plain = reason.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars.filter {
      $0.properties.canonicalCombiningClass == .notReordered
    }
    let words = String(String.UnicodeScalarView(plain)).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    var slug = ""
    for word in words {
      let longer = slug.isEmpty ? String(word.prefix(24)) : "\(slug)-\(word)"
      guard longer.count <= 24 else { break }
      slug = longer
    }
    return slug.isEmpty ? "maintenance" : slug
  }
}
