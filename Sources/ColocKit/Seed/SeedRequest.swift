/// Everything that goes into a guest's seed.
public struct SeedRequest: Sendable, Equatable {
  /// The VM, one that coloc makes: its system, account and addresses are known.
  public let vm: VMRecord
  /// The network around it.
  public let network: GuestNetwork
  /// The guest's time zone (IANA name).
  public let timezone: String
  /// The domain behind the host name; nil leaves the name alone.
  public let domain: String?

  /// Makes a request.
  public init(
    vm: VMRecord,
    network: GuestNetwork,
    timezone: String,
    domain: String? = nil
  ) {
    self.vm = vm
    self.network = network
    self.timezone = timezone
    self.domain = domain
  }
}
