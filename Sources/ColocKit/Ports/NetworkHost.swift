/// One fixed address in libvirt's network.
public struct Reservation: Sendable, Equatable, Hashable {
  /// The interface.
  public let mac: MACAddress
  /// Its address.
  public let ipv4: IPv4Address
  /// Its host name.
  public let name: String

  /// Makes a reservation.
  public init(mac: MACAddress, ipv4: IPv4Address, name: String) {
    self.mac = mac
    self.ipv4 = ipv4
    self.name = name
  }
}

/// What coloc asks of a host about its network. Every call throws `Failure`.
public protocol NetworkHost: Sendable {
  /// The reservations of a libvirt network.
  func reservations(in network: String) async throws -> [Reservation]
  /// Adds a reservation live and for good; one that is already so is success.
  func reserve(_ reservation: Reservation, in network: String) async throws
  /// Removes a reservation; one that is not there is success.
  func release(_ reservation: Reservation, in network: String) async throws
}
