/// A filter at work on one port of the host.
public struct FilterBinding: Sendable, Equatable {
  /// The port's device on the host, as in `vnet3`.
  public var port: String
  /// The filter's name.
  public var filter: String

  /// A binding with every part given, as a fake in a test needs it.
  public init(port: String, filter: String) {
    self.port = port
    self.filter = filter
  }
}
