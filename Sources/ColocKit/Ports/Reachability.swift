/// What a TCP port answers.
public enum PortAnswer: Sendable, Equatable {
  /// Nobody has the address, or nothing comes back.
  case silent
  /// The address is there, the port is closed.
  case refused
  /// The port is open; the first line that came, if one did.
  case open(banner: String?)
}

/// How coloc looks at a guest from outside.
public protocol Reachability: Sendable {
  /// Connects to a port and reads the first line, each within two seconds; never throws.
  func probe(_ address: IPv4Address, port: UInt16) async -> PortAnswer
}
