import Testing

/// What goes wrong at one call of the host.
enum HostFault: CaseIterable, Sendable, CustomTestStringConvertible {
  /// It is refused; nothing was done.
  case refused
  /// It was done, and the answer was lost.
  case answerLost
  /// It is refused, and the host stays away: nothing can be undone now.
  case away
  /// It was done, the answer was lost, and the host stays away, as after a kill or a power cut.
  case lostAndAway

  var isDone: Bool { self == .answerLost || self == .lostAndAway }
  var staysAway: Bool { self == .away || self == .lostAndAway }
  var testDescription: String { "\(self)" }
}
