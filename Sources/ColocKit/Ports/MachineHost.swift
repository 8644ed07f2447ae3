public import Foundation

/// How a guest is asked to go down or to reboot.
public enum ShutdownWay: Sendable, CaseIterable {
  /// By the guest agent.
  case agent
  /// By the ACPI power button.
  case acpi
}

/// What coloc asks of a host about virtual machines. Every call has a deadline of its own and throws `Failure`.
public protocol MachineHost: Sendable {
  /// All domains of the host, coloc's and others, in one round trip.
  func machines() async throws -> [Machine]
  /// The same, with so long for the answer.
  func machines(within limit: Duration) async throws -> [Machine]
  /// One domain, or nil when there is none with that UUID.
  func machine(_ uuid: UUID) async throws -> Machine?
  /// One domain by libvirt's name, or nil.
  func machine(named name: String) async throws -> Machine?
  /// The rack that stands in a domain's metadata, or nil when there is none.
  func rack(of uuid: UUID) async throws -> UUID?
  /// Everything about a domain that matters when it is taken in, or nil when there is none with that UUID.
  func survey(of uuid: UUID) async throws -> MachineSurvey?
  /// How many snapshots libvirt has notes of.
  func snapshots(of uuid: UUID) async throws -> Int
  /// Writes a rack's mark into a domain's metadata, live and in its definition; nothing else of it changes.
  func mark(_ uuid: UUID, rack: UUID, tenant: TenantName) async throws
  /// Takes coloc's mark off a domain; no mark, or no such domain, is success.
  func unmark(_ uuid: UUID) async throws
  /// The addresses that a domain's definition claims: MAC addresses, and IP parameters of its filters.
  func claims(of uuid: UUID) async throws -> AddressClaims
  /// libvirt's own definition of a domain, as it would start next.
  func definition(of uuid: UUID) async throws -> String
  /// The XML that `define` would hand to libvirt.
  func xml(for definition: MachineDefinition) throws -> String
  /// Defines a persistent domain from libvirt's XML.
  func define(xml: String) async throws
  /// Removes a domain's definition and libvirt's own files about it; one that is not there is success.
  func undefine(_ uuid: UUID, keepingNVRAM: Bool) async throws
  /// Removes the UEFI variables that a definition names, which libvirt does only together with a domain.
  func discardNVRAM(definedBy xml: String) async throws
  /// Starts a domain, or goes on with one that is paused; one that runs is success.
  func start(_ uuid: UUID) async throws
  /// Asks the guest to go down; returns when it was asked, not when it is down.
  func askToStop(_ uuid: UUID, by way: ShutdownWay) async throws
  /// Saves a domain's memory to a file and ends it; its next start goes on from there. One that is off is success.
  func save(_ uuid: UUID) async throws
  /// Cuts the power; one that is off is success.
  func kill(_ uuid: UUID) async throws
  /// The same, with so long for it.
  func kill(_ uuid: UUID, within limit: Duration) async throws
  /// Whether libvirt starts the domain when its daemon starts.
  func autostart(_ uuid: UUID) async throws -> Bool
  /// Sets whether libvirt starts the domain when its daemon starts.
  func setAutostart(_ uuid: UUID, _ on: Bool) async throws
  /// Whether the guest agent answers now, within a second or two.
  func agentAnswers(_ uuid: UUID) async throws -> Bool
  /// The content of a small file inside the guest, read by the agent; nil when there is no such file.
  func guestFile(_ uuid: UUID, path: String) async throws -> [UInt8]?
  /// What the serial console says from now on; ends when the guest goes away, cancelling closes it.
  func console(_ uuid: UUID) async throws -> AsyncThrowingStream<[UInt8], any Error>
}

/// The addresses a domain's definition claims.
public struct AddressClaims: Sendable, Equatable {
  /// Its interfaces' MAC addresses.
  public let macs: [MACAddress]
  /// IPv4 addresses in its filters' parameters.
  public let ipv4: [IPv4Address]

  /// Makes a list of claims.
  public init(macs: [MACAddress], ipv4: [IPv4Address]) {
    self.macs = macs
    self.ipv4 = ipv4
  }
}
