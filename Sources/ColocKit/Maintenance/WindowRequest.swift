/// What the owner typed for `maintenance plan`; for a window that exists, what is nil stays as it is.
public struct WindowRequest: Sendable, Equatable {
  /// The window to change; nil plans a new one.
  public var id: WindowID?
  /// When it begins.
  public var start: Timestamp?
  /// Whether it begins at the moment in which it is planned, whatever `start` says.
  public var startsNow = false
  /// How long it is to take.
  public var length: TimeSpan?
  /// Why.
  public var reason: String?
  /// What tenants are told, by language; empty takes the template's own words again.
  public var texts: [Language: String] = [:]
  /// Whether it came by itself.
  public var unplanned = false

  /// Makes a request of nothing.
  public init() {}

  /// How much notice people expect, in seconds.
  static let notice: Int64 = 48 * 3600
}
