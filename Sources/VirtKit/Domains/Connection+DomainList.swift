import CLibvirt
import FoundationEssentials

extension Connection {
  /// Every domain, running or not, sorted by name.
  ///
  /// Three round trips however many there are, and two for each that runs; none of them asks a QEMU, so that one that
  /// hangs holds nothing up. C: virConnectGetAllDomainStats, virConnectListAllDomains, virDomainGetInfo.
  public func domains(deadline: Duration = Connection.callDeadline) async throws -> [DomainRecord] {
    try await perform(Call("list domains", on: uri), within: deadline) { connection, call in
      try connection.eachDomain(call) { _, record in record }
    }
  }
}

extension Handle where Kind == ConnectKind {
  /// A value for every domain, from its handle and its record, sorted by name.
  func eachDomain<Value>(
    _ call: Call,
    _ body: (borrowing DomainHandle, DomainRecord) throws -> Value
  ) throws -> [Value] {
    let known = try recordsOfWhatIsOff(call)
    let saved = try domains(VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE, call)
    let connection = unsafe pointer
    // The list has every domain at one moment; what runs, and what stopped between the two, is asked itself.
    return try unsafe call.list(
      DomainKind.self,
      { unsafe virConnectListAllDomains(connection, $0, 0) },
      read: { domain -> (name: String, value: Value)? in
        try call.unlessGone(.noDomain) {
          let uuid = try domain.uuid(call)
          let call = call.naming(domain.name)
          var record = try (domain.id == nil ? known[uuid] : nil) ?? domain.record(call)
          record.hasManagedSave = saved.contains(uuid)
          return (record.name, try body(domain, record))
        }
      }
    ).sorted { $0.name < $1.name }.map(\.value)
  }

  /// The domains that have what a flag asks for; one round trip. C: virConnectListAllDomains.
  func domains(_ flag: virConnectListAllDomainsFlags, _ call: Call) throws -> Set<UUID> {
    let connection = unsafe pointer
    return try unsafe Set(
      call.list(
        DomainKind.self,
        { unsafe virConnectListAllDomains(connection, $0, flag.rawValue) },
        read: { try $0.uuid(call) }
      )
    )
  }
}

extension Handle where Kind == ConnectKind {
  /// Every domain that is off, as far as the driver has statistics of it.
  ///
  /// Only those: the statistics with memory and processors enter the monitor of what runs, NOWAIT or not, and block there
  /// when it hangs. C: virConnectGetAllDomainStats.
  fileprivate func recordsOfWhatIsOff(_ call: Call) throws -> [UUID: DomainRecord] {
    let groups = VIR_DOMAIN_STATS_STATE.rawValue | VIR_DOMAIN_STATS_BALLOON.rawValue | VIR_DOMAIN_STATS_VCPU.rawValue
    let flags =
      VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE.rawValue | VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT.rawValue
    var list: UnsafeMutablePointer<virDomainStatsRecordPtr?>?
    let count = try unsafe call.count(virConnectGetAllDomainStats(pointer, groups, &list, flags))
    defer { unsafe virDomainStatsRecordListFree(list) }
    var records: [UUID: DomainRecord] = [:]
    records.reserveCapacity(count)
    for index in 0..<count {
      guard let stats = unsafe list?[index]?.pointee, let domain = unsafe stats.dom else { continue }
      // The list frees its domains: this handle needs a reference of its own.
      guard unsafe virDomainRef(domain) == 0 else { continue }
      let parameters = unsafe TypedParameters(stats.params, count: stats.nparams)
      if let record = try unsafe DomainRecord(DomainHandle(owning: domain), parameters, call) {
        records[record.uuid] = record
      }
    }
    return records
  }
}

extension DomainRecord {
  /// A record from statistics alone; nil when the driver has not all of them (libvirt's test driver).
  fileprivate init?(
    _ domain: borrowing DomainHandle,
    _ parameters: TypedParameters,
    _ call: Call
  ) throws(LibvirtError) {
    guard let state = parameters.int("state.state"), let reason = parameters.int("state.reason"),
      let memory = parameters.unsignedLong("balloon.current"),
      let maximum = parameters.unsignedLong("balloon.maximum"),
      let vcpus = parameters.unsignedInt("vcpu.current")
    else { return nil }
    self.init(
      uuid: try domain.uuid(call),
      name: domain.name,
      id: domain.id,
      state: DomainState(rawValue: state),
      stateReason: reason,
      vcpus: Int(vcpus),
      memory: memory * 1024,
      maximumMemory: maximum * 1024
    )
  }
}
