internal import Foundation

/// A time zone of the IANA database, by its name.
public struct ZoneName: Parsed {
  /// What such a value is called.
  public static let noun = "a time zone"

  /// The name, as `Europe/Paris`.
  public let description: String

  /// Parses a name that this machine's database has.
  public init(parsing text: String) throws(ParseFault) {
    guard TimeZone(identifier: text) != nil else { throw Self.fault(text, "is not a name like Europe/Paris") }
    description = text
  }
}
