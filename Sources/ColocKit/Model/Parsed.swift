/// A value whose only door is a parser: text in, the value or a reason in words out.
public protocol Parsed: Sendable, Hashable, CustomStringConvertible {
  /// What such a value is called in a sentence, with its article: "a VM name".
  static var noun: String { get }

  /// Parses `text`; throws `ParseFault` with the reason.
  init(parsing text: String) throws(ParseFault)
}

/// Why a text is not the value it should be; the reason continues a sentence that quotes the text.
public struct ParseFault: Error, Sendable, Equatable {
  /// The text that was refused.
  public let text: String
  /// What the text should have been, with its article.
  public let noun: String
  /// Why it is not, as the end of a sentence: "is empty".
  public let reason: String

  /// Makes a fault from the text, the noun and the reason.
  public init(_ text: String, noun: String, reason: String) {
    self.text = text
    self.noun = noun
    self.reason = reason
  }

  /// The whole sentence, the text cleaned for a terminal.
  public var message: String { "'\(Printable.clean(text))' is not \(noun): it \(reason)" }
}

extension Parsed {
  /// Parses `text`, or nil.
  public init?(_ text: String) {
    guard let value = try? Self(parsing: text) else { return nil }
    self = value
  }

  /// Makes the fault of this type for a text.
  static func fault(_ text: String, _ reason: String) -> ParseFault { ParseFault(text, noun: noun, reason: reason) }
}
