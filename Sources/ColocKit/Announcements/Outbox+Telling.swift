extension Outbox {
  /// The notice of a kind at a sequence.
  func notice(_ kind: NoticeKind, _ sequence: Int) -> Notice? {
    notices.first { $0.kind == kind && $0.sequence == sequence }
  }

  /// The tenants that were told anything, or may have been.
  var told: Set<TenantName> {
    Set(notices.flatMap(\.messages).filter(\.mayHaveArrived).compactMap(\.tenant))
  }

  /// The first message that went to a tenant by a channel, or may have.
  func first(_ channel: String, _ tenant: TenantName?) -> MessageID? {
    notices.flatMap(\.messages).first { $0.channel == channel && $0.tenant == tenant && $0.mayHaveArrived }?.id
  }

  /// Puts a notice in the place of the one of its kind and sequence, or behind all others.
  mutating func put(_ notice: Notice) {
    if let index = notices.firstIndex(where: { $0.kind == notice.kind && $0.sequence == notice.sequence }) {
      notices[index] = notice
    } else {
      notices.append(notice)
    }
  }
}

extension OutboxMessage {
  /// Whether somebody may have read it, by a channel or from the owner.
  var mayHaveArrived: Bool { state != .pending && state != .failed }
}
