import CLibvirt

extension Connection {
  /// Every domain, running or not, sorted by name.
  ///
  /// One round trip however many there are, and no domain that hangs holds it up. C: virConnectGetAllDomainStats.
  public func domains(deadline: Duration = Connection.callDeadline) async throws -> [DomainRecord] {
    try await perform(Call("list domains", on: uri), within: deadline) { connection, call in
      let groups = VIR_DOMAIN_STATS_STATE.rawValue | VIR_DOMAIN_STATS_BALLOON.rawValue | VIR_DOMAIN_STATS_VCPU.rawValue
      var list: UnsafeMutablePointer<virDomainStatsRecordPtr?>?
      let flags = VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT.rawValue
      let count = try unsafe call.count(virConnectGetAllDomainStats(connection.pointer, groups, &list, flags))
      defer { unsafe virDomainStatsRecordListFree(list) }
      var records: [DomainRecord] = []
      records.reserveCapacity(count)
      for index in 0..<count {
        guard let stats = unsafe list?[index] else { continue }
        if let record = try unsafe DomainRecord.read(stats.pointee, call) { records.append(record) }
      }
      return records.sorted { $0.name < $1.name }
    }
  }
}
