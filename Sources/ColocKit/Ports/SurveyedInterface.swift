/// A network interface of a domain as it is.
public struct SurveyedInterface: Sendable, Equatable {
  /// Its hardware address.
  public var mac: MACAddress
  /// Where it is plugged in; nil for a kind that coloc does not use.
  public var plug: MachineDefinition.Plug?
  /// The card the guest sees, as in `virtio`.
  public var model: String?
  /// The packet filter on it.
  public var filter: String?
  /// The IPv4 addresses that the filter was given.
  public var addresses: [IPv4Address]
  /// Whether its port is isolated.
  public var isIsolated: Bool

  /// Makes a record.
  public init(
    mac: MACAddress,
    plug: MachineDefinition.Plug?,
    model: String? = "virtio",
    filter: String? = nil,
    addresses: [IPv4Address] = [],
    isIsolated: Bool = false
  ) {
    self.mac = mac
    self.plug = plug
    self.model = model
    self.filter = filter
    self.addresses = addresses
    self.isIsolated = isIsolated
  }
}
