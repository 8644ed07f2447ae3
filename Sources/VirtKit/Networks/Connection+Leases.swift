import CLibvirt
import Glibc

extension Connection {
  /// The addresses a running network has leased, to everybody or to one hardware address. C: virNetworkGetDHCPLeases.
  public func networkLeases(
    network: some ObjectReference,
    mac: String? = nil,
    deadline: Duration = Connection.callDeadline
  ) async throws -> [NetworkLease] {
    try await perform("read leases of network", network: network, within: deadline) { network, call in
      var list: UnsafeMutablePointer<virNetworkDHCPLeasePtr?>?
      let count = try unsafe call.count(virNetworkGetDHCPLeases(network.pointer, mac, &list, 0))
      defer {
        for index in 0..<count { unsafe virNetworkDHCPLeaseFree(list?[index]) }
        unsafe free(list)
      }
      return (0..<count).compactMap { index in
        guard let lease = unsafe list?[index]?.pointee, let address = unsafe lease.ipaddr else { return nil }
        return NetworkLease(
          mac: unsafe lease.mac.map { unsafe String(cString: $0) },
          address: unsafe String(cString: address),
          prefix: unsafe Int(lease.prefix),
          hostName: unsafe lease.hostname.map { unsafe String(cString: $0) },
          expiry: unsafe lease.expirytime
        )
      }
    }
  }
}
