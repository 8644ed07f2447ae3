/// What people are told about a maintenance window.
public enum NoticeKind: String, Sendable, CaseIterable {
  /// It is planned.
  case plan
  /// It is planned otherwise than they were told.
  case change
  /// It does not take place.
  case cancel
  /// It is under way, and they were not told before.
  case underway
  /// It is over, but not all of the VMs came back.
  case partly
  /// It is over.
  case end

  /// The calendar's word for it (RFC 5546, section 3.2); nil for what nobody needs to put into a calendar.
  var calendarMethod: String? {
    switch self {
    case .plan, .change: "PUBLISH"
    case .cancel: "CANCEL"
    case .underway, .partly, .end: nil
    }
  }

  /// Whether it is the all-clear, for all or for what is back.
  var isAllClear: Bool { self == .partly || self == .end }

  /// The template of what tenants read: `messages/maintenance-STEM.LANGUAGE.mustache`.
  var stem: String { self == .partly ? Self.end.rawValue : rawValue }
}
