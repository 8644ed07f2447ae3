import CLibvirt

/// What a domain is doing; a state newer than this list survives as `unknown`.
public enum DomainState: Sendable, Hashable, CustomStringConvertible {
  /// The hypervisor names none.
  case noState
  /// Running.
  case running
  /// Running, waiting for something.
  case blocked
  /// Stopped in the middle, memory kept.
  case paused
  /// On its way down.
  case shuttingDown
  /// Not running.
  case off
  /// Its QEMU or its guest died.
  case crashed
  /// Asleep by the guest's own wish.
  case asleep
  /// A state with libvirt's number (virDomainState).
  case unknown(Int32)

  /// The state with libvirt's number (virDomainState).
  public init(rawValue: Int32) {
    let known: [virDomainState: DomainState] = [
      VIR_DOMAIN_NOSTATE: .noState, VIR_DOMAIN_RUNNING: .running, VIR_DOMAIN_BLOCKED: .blocked,
      VIR_DOMAIN_PAUSED: .paused, VIR_DOMAIN_SHUTDOWN: .shuttingDown, VIR_DOMAIN_SHUTOFF: .off,
      VIR_DOMAIN_CRASHED: .crashed, VIR_DOMAIN_PMSUSPENDED: .asleep,
    ]
    self = known[virDomainState(rawValue: UInt32(bitPattern: rawValue))] ?? .unknown(rawValue)
  }

  /// Whether a QEMU process is there: all but off and crashed, and what is not known counts as active.
  public var isActive: Bool { self != .off && self != .crashed }

  /// One or two plain words.
  public var description: String {
    switch self {
    case .noState: "no state"
    case .running: "running"
    case .blocked: "blocked"
    case .paused: "paused"
    case .shuttingDown: "shutting down"
    case .off: "off"
    case .crashed: "crashed"
    case .asleep: "asleep"
    case .unknown(let raw): "state \(raw)"
    }
  }
}
