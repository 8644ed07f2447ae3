/// The owner's word that a tenant's VMs stay down, through boots too, until it is resumed.
public struct Suspension: Sendable, Equatable {
  /// When it was suspended.
  public let since: Timestamp
  /// Why, in the owner's words.
  public var reason: String
  /// The VMs that ran, written down before the first of them was asked to stop; those that resume has started are gone.
  public var ran: [VMName]
  /// The VMs that libvirt started with its daemon.
  public var autostart: [VMName]
  /// Whether it is being lifted: its VMs may start again, and some of `ran` are still to be started.
  public var resuming: Bool

  /// Makes a record.
  public init(since: Timestamp, reason: String, ran: [VMName], autostart: [VMName], resuming: Bool = false) {
    self.since = since
    self.reason = reason
    self.ran = ran
    self.autostart = autostart
    self.resuming = resuming
  }

  /// The record as it stands in a manifest.
  public var json: JSONValue {
    .object([
      "since": .text(since), "reason": .string(reason), "ran": .texts(ran), "autostart": .texts(autostart),
      "resuming": .bool(resuming),
    ])
  }
}

extension Tenant {
  /// Whether its VMs are to stay down: it is suspended, and nobody has begun to lift that.
  public var staysDown: Bool { suspended.map { !$0.resuming } ?? false }
}
