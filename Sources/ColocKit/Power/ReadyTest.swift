/// How it is known that a VM is up, before the next ones start: `agent`, `tcp:443` or `none`.
public enum ReadyTest: Parsed {
  /// What such a value is called.
  public static let noun = "a ready test"

  /// Its guest agent answers.
  case agent
  /// Something listens at this TCP port of its address.
  case tcp(UInt16)
  /// It is started: nothing more is waited for.
  case none

  /// Parses `agent`, `tcp:PORT` with a port from 1 to 65535, or `none`.
  public init(parsing text: String) throws(ParseFault) {
    switch text {
    case "agent": self = .agent
    case "none": self = .none
    default:
      let digits = text.dropFirst(4)
      guard text.hasPrefix("tcp:"), digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = UInt16(digits),
        port > 0
      else { throw Self.fault(text, "is not agent, none or tcp:PORT") }
      self = .tcp(port)
    }
  }

  /// The test as it is typed.
  public var description: String {
    switch self {
    case .agent: "agent"
    case .tcp(let port): "tcp:\(port)"
    case .none: "none"
    }
  }
}
