/// What a window's state asks to be said now.
enum DueNotice: Equatable {
  /// Nothing, and why.
  case nothing(String)
  /// This, to everybody concerned.
  case notice(NoticeKind)
  /// This, but not to those who know the plan as it stands.
  case rest(NoticeKind, Notice)

  /// `outage` is the one of this window whose domains came back as far as they could; nil when there is none.
  init(_ window: Window, _ outbox: Outbox, _ outage: Outage?) {
    switch window.state {
    case .begun where outage != nil && window.announced != nil: self = .notice(.partly)
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
    case .ended:
      let partly = outbox.notices.last { $0.kind == .partly }
      self = Self.told(window) ?? partly.map { .rest(.end, $0) } ?? .notice(.end)
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
