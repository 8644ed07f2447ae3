/// The number of a conversation within its tenant: `c1`, `c2`, …
public struct ConversationID: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "a conversation's number"

  /// 1 or more.
  public let number: Int

  /// Makes the id from its number, 1 or more.
  public init(number: Int) { self.number = number }

  /// Parses `c` and a number from 1 to 999,999.
  public init(parsing text: String) throws(ParseFault) {
    guard text.first == "c", let number = Int(text.dropFirst()), (1...999_999).contains(number),
      "c\(number)" == text
    else { throw Self.fault(text, "is not written like c1") }
    self.number = number
  }

  /// `c` and the number.
  public var description: String { "c\(number)" }
  /// Orders by number.
  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
