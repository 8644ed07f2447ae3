import CLibvirt

/// How a guest is asked to go down or to reboot.
public enum ShutdownMode: Sendable, Hashable, CaseIterable {
  /// Through the guest agent, which must be connected.
  case agent
  /// By the ACPI power button, which a guest that boots or ignores it does not see.
  case acpi

  var shutdownFlags: UInt32 {
    switch self {
    case .agent: VIR_DOMAIN_SHUTDOWN_GUEST_AGENT.rawValue
    case .acpi: VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN.rawValue
    }
  }

  var rebootFlags: UInt32 {
    switch self {
    case .agent: VIR_DOMAIN_REBOOT_GUEST_AGENT.rawValue
    case .acpi: VIR_DOMAIN_REBOOT_ACPI_POWER_BTN.rawValue
    }
  }
}
