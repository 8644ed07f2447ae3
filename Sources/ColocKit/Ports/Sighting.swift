/// An address that a running domain seems to have, and who says so.
public struct Sighting: Sendable, Equatable {
  /// Who says so.
  public enum Witness: String, Sendable, CaseIterable {
    /// The guest's own agent.
    case agent = "the guest agent"
    /// The leases of libvirt's DHCP server.
    case lease = "a DHCP lease"
    /// The host's neighbour table.
    case neighbour = "the host's neighbour table"
  }

  /// Who says so.
  public let witness: Witness
  /// What they say.
  public let ipv4: IPv4Address

  /// Makes a record.
  public init(_ witness: Witness, _ ipv4: IPv4Address) {
    self.witness = witness
    self.ipv4 = ipv4
  }
}
