/// What a command could not do, in words for the owner: what, about which object, why, and what to type next.
///
/// Every error that reaches the command line is one of these; the exit code follows from `kind` alone.
public struct Failure: Error, Sendable, Equatable {
  /// The kind of a failure, one for each exit code of coloc.
  public enum Kind: Sendable, Equatable, CaseIterable {
    /// Something coloc did not foresee (1).
    case unexpected
    /// Part of the work was done, or something wants a look (2).
    case partly
    /// Something was typed wrong (64, EX_USAGE).
    case usage
    /// The content of a file is wrong: a manifest, a template, an image (65, EX_DATAERR).
    case invalidFile
    /// The object does not exist (66, EX_NOINPUT).
    case notFound
    /// The host or the guest agent does not answer, or a wait ran out (69, EX_UNAVAILABLE).
    case unreachable
    /// It cannot be made: it exists already, there is no space, it is more than was agreed (73, EX_CANTCREAT).
    case cannotCreate
    /// Another command is at work on it; trying later helps (75, EX_TEMPFAIL).
    case busy
    /// The answer of the host was lost: what was asked may or may not have happened (76, EX_PROTOCOL).
    case outcomeUnknown
    /// Not permitted: the user, a file's mode, no agreement (77, EX_NOPERM).
    case notPermitted
    /// The configuration is missing or wrong (78, EX_CONFIG).
    case configuration
  }

  /// What went wrong, as far as an exit code tells.
  public let kind: Kind
  /// One sentence with nouns: what could not be done, with which object, and why; without a final full stop.
  public let message: String
  /// Lines that say what to do next, among them commands to type.
  public let hints: [String]

  /// Makes a failure from a sentence and what to do about it.
  public init(_ kind: Kind, _ message: String, hints: [String] = []) {
    self.kind = kind
    self.message = message
    self.hints = hints
  }

  /// Makes a failure from a sentence and one line that says what to do about it.
  public init(_ kind: Kind, _ message: String, hint: String) {
    self.init(kind, message, hints: [hint])
  }
}
