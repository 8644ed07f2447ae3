/// What a window's state asks to be said now.
enum DueNotice: Equatable {
  /// Nothing, and why.
  case nothing(String)
  /// This, to everybody concerned.
  case notice(NoticeKind)
  /// This, but not to those who know the plan as it stands.
  case rest(NoticeKind, Notice)

  init(_ window: Window, _ outbox: Outbox) {
    switch window.state {
    case .draft, .announced, .changed:
      guard window.planned else {
        self = .notice(.underway)
        return
      }
      // A change counts only after people were told: without one it is the plan.
      self = .notice(window.sequence == 0 ? .plan : .change)
    case .begun:
      guard window.planned, window.announced != nil, let last = outbox.notices.last(where: \.isPlan),
        last.sequence == window.sequence
      else {
        self = .notice(.underway)
        return
      }
      self = .rest(.underway, last)
    case .ended: self = Self.told(window) ?? .notice(.end)
    case .cancelled: self = Self.told(window) ?? .notice(.cancel)
    }
  }

  private static func told(_ window: Window) -> DueNotice? {
    window.announced == nil ? .nothing("\(window.id) is \(window.state.rawValue), and nobody was ever told of it") : nil
  }
}

extension Notice {
  fileprivate var isPlan: Bool { kind == .plan || kind == .change }
}
