import CLibvirt
public import FoundationEssentials

/// Something happened to a domain.
public struct DomainEvent: Sendable, Equatable {
  /// The domain's UUID.
  public var uuid: UUID
  /// The domain's name.
  public var name: String
  /// What happened.
  public var kind: Kind
  /// Why, as libvirt's number: its meaning depends on the kind (virDomainEventStartedDetailType and so on).
  public var detail: Int32

  /// An event with every part given, as a fake in a test needs it.
  public init(uuid: UUID, name: String, kind: Kind, detail: Int32) {
    self.uuid = uuid
    self.name = name
    self.kind = kind
    self.detail = detail
  }

  /// What may happen to a domain; a kind newer than this list survives as `unknown`.
  public enum Kind: Sendable, Hashable {
    /// Its definition came or changed.
    case defined
    /// Its definition went.
    case undefined
    /// It started.
    case started
    /// It was suspended, by somebody or by an I/O error.
    case suspended
    /// It goes on.
    case resumed
    /// It is off.
    case stopped
    /// The guest is on its way down.
    case shutDown
    /// The guest put itself to sleep.
    case asleep
    /// It crashed.
    case crashed
    /// A kind with libvirt's number (virDomainEventType).
    case unknown(Int32)

    /// The kind with libvirt's number (virDomainEventType).
    public init(rawValue: Int32) {
      let known: [virDomainEventType: Kind] = [
        VIR_DOMAIN_EVENT_DEFINED: .defined, VIR_DOMAIN_EVENT_UNDEFINED: .undefined, VIR_DOMAIN_EVENT_STARTED: .started,
        VIR_DOMAIN_EVENT_SUSPENDED: .suspended, VIR_DOMAIN_EVENT_RESUMED: .resumed, VIR_DOMAIN_EVENT_STOPPED: .stopped,
        VIR_DOMAIN_EVENT_SHUTDOWN: .shutDown, VIR_DOMAIN_EVENT_PMSUSPENDED: .asleep, VIR_DOMAIN_EVENT_CRASHED: .crashed,
      ]
      self = known[virDomainEventType(rawValue: UInt32(bitPattern: rawValue))] ?? .unknown(rawValue)
    }
  }
}
