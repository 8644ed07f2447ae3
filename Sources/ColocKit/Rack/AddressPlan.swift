/// Which addresses are taken, and the next that is free.
struct AddressPlan {
  private(set) var ipv4: Set<IPv4Address>
  private(set) var macs: Set<MACAddress>

  init(ipv4: some Sequence<IPv4Address>, macs: some Sequence<MACAddress>) {
    self.ipv4 = Set(ipv4)
    self.macs = Set(macs)
  }

  /// The lowest free address of the network, the first nine left for the owner's own devices where there is room.
  func nextIPv4(in network: Configuration.Network) throws(Failure) -> IPv4Address {
    let range = network.ipv4
    let skipped: UInt32 = range.prefix <= 26 ? 10 : 2
    var candidate = range.base.value + skipped
    while candidate < range.broadcast.value {
      let address = IPv4Address(value: candidate)
      if !ipv4.contains(address), address != network.gateway { return address }
      candidate += 1
    }
    throw Failure(
      .cannotCreate,
      "no address is left in \(range)",
      hint: "purge what is in the trash (coloc vm purge NAME --confirm NAME), or give the rack a larger network"
    )
  }

  /// A MAC address that nobody has.
  func nextMAC() -> MACAddress {
    var generator = SystemRandomNumberGenerator()
    var mac = MACAddress.random(using: &generator)
    while macs.contains(mac) { mac = MACAddress.random(using: &generator) }
    return mac
  }
}

extension Configuration.Network {
  /// The IPv6 address that goes with an IPv4 one: the same place in the prefix, or nil without a prefix.
  func ipv6(beside address: IPv4Address) -> IPv6Address? {
    ipv6?.address(at: UInt16(truncatingIfNeeded: address.value - ipv4.base.value))
  }
}
