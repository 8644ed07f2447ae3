import CLibvirt
import FoundationEssentials

extension Connection {
  /// What the host says of itself.
  ///
  /// C: virConnectGetHostname, virConnectGetCapabilities, virConnectGetLibVersion, virConnectGetVersion, virNodeGetInfo,
  /// virNodeGetMemoryStats, virNodeGetFreeMemory.
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
        memory: unsafe totalMemory(connection.pointer) ?? UInt64(node.memory) * 1024,
        memoryFree: unsafe virNodeGetFreeMemory(connection.pointer),
        securityModels: (capabilities.first("host")?.elements("secmodel") ?? []).map { model in
          SecurityModel(name: model.first("model")?.text ?? "", baseLabel: model.first("baselabel")?.text)
        }
      )
    }
  }
}

/// The memory of all cells in bytes: virNodeGetInfo has been seen to count a part of it where memory was added later.
private func totalMemory(_ connection: virConnectPtr) -> UInt64? {
  var count: Int32 = 0
  let allCells = VIR_NODE_MEMORY_STATS_ALL_CELLS.rawValue
  guard unsafe virNodeGetMemoryStats(connection, allCells, nil, &count, 0) == 0, count > 0 else { return nil }
  var stats = [virNodeMemoryStats](repeating: virNodeMemoryStats(), count: Int(count))
  guard unsafe virNodeGetMemoryStats(connection, allCells, &stats, &count, 0) == 0 else { return nil }
  for stat in stats.prefix(Int(count)) {
    let name = unsafe withUnsafeBytes(of: stat.field) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name == VIR_NODE_MEMORY_STATS_TOTAL { return stat.value * 1024 }
  }
  return nil
}
