import CLibvirt
import FoundationEssentials

extension Connection {
  /// What the host says of itself.
  ///
  /// C: virConnectGetHostname, virConnectGetCapabilities, virConnectGetLibVersion, virConnectGetVersion, virNodeGetInfo,
  /// virNodeGetFreeMemory.
  public func hostInfo(deadline: Duration = Connection.callDeadline) async throws -> HostInfo {
    try await perform(Call("read host", on: uri), within: deadline) { connection, call in
      let capabilities = try XMLElement(parsing: unsafe call.text(virConnectGetCapabilities(connection.pointer)))
      var node = virNodeInfo()
      try unsafe call.count(virNodeGetInfo(connection.pointer, &node))
      var libvirt: UInt = 0
      try unsafe call.count(virConnectGetLibVersion(connection.pointer, &libvirt))
      var hypervisor: UInt = 0
      // A daemon without a hypervisor to ask leaves 0, which is what "unknown" is here.
      unsafe _ = virConnectGetVersion(connection.pointer, &hypervisor)
      return HostInfo(
        hostName: try unsafe call.text(virConnectGetHostname(connection.pointer)),
        hostUUID: capabilities.first("host", "uuid").flatMap { UUID(uuidString: $0.text) },
        libvirtVersion: Int(libvirt),
        hypervisorVersion: Int(hypervisor),
        cpus: Int(node.cpus),
        memory: UInt64(node.memory) * 1024,
        memoryFree: unsafe virNodeGetFreeMemory(connection.pointer)
      )
    }
  }
}
