/// Everything that goes into a guest's seed.
public struct SeedRequest: Sendable, Equatable {
  /// The VM.
  public let vm: VMRecord
  /// The tenant's keys.
  public let tenantKeys: [SSHPublicKey]
  /// The owner's keys, where the agreement gives him access; otherwise empty.
  public let ownerKeys: [SSHPublicKey]
  /// The network around it.
  public let network: GuestNetwork
  /// The guest's time zone (IANA name).
  public let timezone: String
  /// The domain behind the host name; nil leaves the name alone.
  public let domain: String?

  /// Makes a request.
  public init(
    vm: VMRecord,
    tenantKeys: [SSHPublicKey],
    ownerKeys: [SSHPublicKey],
    network: GuestNetwork,
    timezone: String,
    domain: String? = nil
  ) {
    self.vm = vm
    self.tenantKeys = tenantKeys
    self.ownerKeys = ownerKeys
    self.network = network
    self.timezone = timezone
    self.domain = domain
  }
}
