/// What a starting VM reaches, in this order.
public enum Stage: String, Sendable, CaseIterable, Comparable {
  /// The serial console says something.
  case console = "console alive"
  /// Somebody has the VM's address.
  case address = "address"
  /// The SSH port is open.
  case port = "tcp/22"
  /// An SSH server greets.
  case banner = "SSH banner"
  /// cloud-init's final message was on the console, or the agent found its result.
  case cloudInit = "cloud-init finished"

  /// Orders by how early a stage is reached.
  public static func < (left: Stage, right: Stage) -> Bool { left.place < right.place }

  private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What `vm wait` waits for.
public enum Goal: String, Sendable, CaseIterable {
  /// libvirt says that it runs.
  case running
  /// Somebody has its address.
  case address
  /// An SSH server greets.
  case ssh
  /// The guest agent answers.
  case agent
  /// An SSH server greets and cloud-init has finished.
  case ready
  /// It is shut off.
  case off

  /// The stages that must be reached.
  public var stages: [Stage] {
    switch self {
    case .running, .agent, .off: []
    case .address: [.address]
    case .ssh: [.address, .port, .banner]
    case .ready: [.address, .port, .banner, .cloudInit]
    }
  }
}
