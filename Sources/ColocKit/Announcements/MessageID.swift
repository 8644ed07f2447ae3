internal import Foundation

/// The name of one message: the same for the same window, notice, channel and tenant, whenever it is drawn up.
///
/// No address is in it, so that a contact may be mended between two tries of one message.
public struct MessageID: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "a message"

  /// Sixteen hexadecimal digits.
  public let description: String

  /// Parses sixteen hexadecimal digits in lower case.
  public init(parsing text: String) throws(ParseFault) {
    guard text.utf8.count == 16, text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
      throw Self.fault(text, "is not sixteen hexadecimal digits, as announce prints them")
    }
    description = text
  }

  /// The id of a message.
  init(rack: UUID, window: WindowID, kind: NoticeKind, sequence: Int, channel: String, tenant: TenantName?) {
    let parts = [
      rack.text, window.description, kind.rawValue, String(sequence), channel, tenant?.description ?? "",
    ]
    description = NameDigest.bytes(of: parts.joined(separator: "/")).prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0\(digits)" : digits
    }.joined()
  }

  /// Orders by digits.
  public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
