/// How a program ended and what it said.
public struct ProgramResult: Sendable, Equatable {
  /// How a program ended.
  public enum Ending: Sendable, Equatable {
    /// It returned this status.
    case exited(Int32)
    /// A signal ended it.
    case signalled(Int32)
    /// It ran past its time and was killed.
    case timedOut
  }

  /// How it ended.
  public let ending: Ending
  /// Its standard output, at most the program's `outputLimit`.
  public let output: [UInt8]
  /// Its standard error, likewise.
  public let errors: [UInt8]

  /// Makes a result.
  public init(ending: Ending, output: [UInt8], errors: [UInt8]) {
    self.ending = ending
    self.output = output
    self.errors = errors
  }

  /// Whether it returned 0.
  public var isSuccess: Bool { ending == .exited(0) }

  /// The ending in words, with the last line of what the program said: "ended with status 1 (xorriso : FAILURE …)".
  public var words: String {
    let end =
      switch ending {
      case .exited(let status): "ended with status \(status)"
      case .signalled(let signal): "was ended by signal \(signal)"
      case .timedOut: "took too long and was stopped"
      }
    let said = String(decoding: errors, as: UTF8.self).split(whereSeparator: \.isNewline)
    let last = said.last { !$0.allSatisfy(\.isWhitespace) }
    return last.map { "\(end) (\(Printable.clean(String($0.prefix(300)))))" } ?? end
  }
}
