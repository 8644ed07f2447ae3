import CLibvirt
import Glibc
public import FoundationEssentials

extension Connection {
  /// The addresses of a running guest. C: virDomainInterfaceAddresses.
  ///
  /// - Throws: `agentUnresponsive` when the agent is asked and not there, `operationInvalid` when the domain is off.
  public func domainInterfaceAddresses(
    _ uuid: UUID,
    source: InterfaceAddresses.Source,
    deadline: Duration = Connection.callDeadline
  ) async throws -> [InterfaceAddresses] {
    try await perform("read addresses of domain", domain: uuid, within: deadline) { domain, call in
      var list: UnsafeMutablePointer<virDomainInterfacePtr?>?
      let count = try unsafe call.count(virDomainInterfaceAddresses(domain.pointer, &list, source.rawValue, 0))
      defer {
        for index in 0..<count { unsafe virDomainInterfaceFree(list?[index]) }
        unsafe free(list)
      }
      return (0..<count).compactMap { index in
        unsafe (list?[index]).map { unsafe InterfaceAddresses($0.pointee) }
      }
    }
  }
}

extension InterfaceAddresses.Source {
  fileprivate var rawValue: UInt32 {
    switch self {
    case .lease: VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE.rawValue
    case .agent: VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT.rawValue
    case .arp: VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP.rawValue
    }
  }
}

extension InterfaceAddresses {
  fileprivate init(_ interface: virDomainInterface) {
    name = unsafe interface.name.map { unsafe String(cString: $0) } ?? ""
    mac = unsafe interface.hwaddr.map { unsafe String(cString: $0) }
    addresses = unsafe (0..<Int(interface.naddrs)).compactMap { index in
      guard let entry = unsafe interface.addrs?[index], let text = unsafe entry.addr else { return nil }
      return Address(
        address: unsafe String(cString: text),
        prefix: unsafe Int(entry.prefix),
        isIPv6: unsafe entry.type == Int32(bitPattern: VIR_IP_ADDR_TYPE_IPV6.rawValue)
      )
    }
  }
}
