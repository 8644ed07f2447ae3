import CLibvirt

extension DomainRecord {
  /// A record from one domain's statistics; nil when it went away meanwhile.
  static func read(_ stats: virDomainStatsRecord, _ call: Call) throws -> DomainRecord? {
    // The list frees its domains: this handle needs a reference of its own.
    guard let pointer = unsafe stats.dom, unsafe virDomainRef(pointer) == 0 else { return nil }
    let domain = unsafe DomainHandle(owning: pointer)
    let call = call.naming(domain.name)
    let parameters = unsafe TypedParameters(stats.params, count: stats.nparams)
    if let record = try DomainRecord(domain, parameters, call) { return record }
    // A driver without these statistics (libvirt's test driver) is asked per domain.
    return try call.unlessGone(.noDomain) { try domain.record(call) }
  }

  private init?(_ domain: borrowing DomainHandle, _ parameters: TypedParameters, _ call: Call) throws(LibvirtError) {
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
