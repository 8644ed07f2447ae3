/// A call did not come back in time; whether it took effect is unknown.
///
/// A change that ended so must be read again, never blindly repeated.
public struct DeadlineError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was tried, as in "start domain".
  public let operation: String
  /// On what: a name, or a UUID while the name was not known yet.
  public let object: String?
  /// How long it was waited for, in seconds.
  public let seconds: Double

  /// An error for a wait of `seconds`.
  public init(operation: String, object: String?, seconds: Double) {
    self.operation = operation
    self.object = object
    self.seconds = seconds
  }

  init(operation: String, object: String?, deadline: Duration) {
    let (whole, fraction) = deadline.components
    self.init(operation: operation, object: object, seconds: Double(whole) + Double(fraction) / 1e18)
  }

  /// One sentence without a full stop.
  public var description: String {
    let subject = object.map { "\(operation) \($0)" } ?? operation
    let shown = seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
    return "\(subject): no answer within \(shown) s"
  }
}
