import CLibvirt
import FoundationEssentials

extension Connection {
  /// Every domain with its XML, sorted by name; none of the calls asks a QEMU.
  ///
  /// Lists where libvirt has lists (autostart, managed save, snapshots), one round trip for each domain's XML and one more
  /// while it runs: libvirt has no list of those. C: virConnectListAllDomains, virDomainGetXMLDesc.
  public func domainSurveys(deadline: Duration = Connection.callDeadline) async throws -> [DomainSurvey] {
    try await perform(Call("look at the domains", on: uri), within: deadline) { connection, call in
      let persistent = try connection.domains(VIR_CONNECT_LIST_DOMAINS_PERSISTENT, call)
      let autostarting = try connection.domains(VIR_CONNECT_LIST_DOMAINS_AUTOSTART, call)
      let snapshots = try connection.domains(VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT, call)
      let checkpoints = try connection.checkpointed(call)
      return try connection.eachDomain(call) { domain, record in
        DomainSurvey(
          record: record,
          isPersistent: persistent.contains(record.uuid),
          autostart: autostarting.contains(record.uuid),
          xml: try domain.xml(VIR_DOMAIN_XML_INACTIVE, call: call),
          liveXML: record.id == nil ? nil : try domain.liveXML(call),
          snapshots: snapshots.contains(record.uuid) ? try domain.snapshots(call) : [],
          checkpoints: checkpoints.contains(record.uuid) ? try domain.checkpoints(call) : []
        )
      }
    }
  }
}

extension Handle where Kind == ConnectKind {
  /// The domains with a checkpoint; libvirt's test driver knows no such list and no checkpoints.
  fileprivate func checkpointed(_ call: Call) throws -> Set<UUID> {
    do {
      return try domains(VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT, call)
    } catch let error as LibvirtError where error.code == .invalidArgument {
      return []
    }
  }
}

extension Handle where Kind == DomainKind {
  /// The XML as it runs; nil when it stopped meanwhile.
  fileprivate func liveXML(_ call: Call) throws(LibvirtError) -> String? {
    guard try isActive(call) else { return nil }
    return try xml(call: call)
  }

  /// C: virDomainListAllSnapshots.
  fileprivate func snapshots(_ call: Call) throws -> [String] {
    let domain = unsafe pointer
    return try unsafe call.list(
      SnapshotKind.self,
      { unsafe virDomainListAllSnapshots(domain, $0, 0) },
      read: { unsafe virDomainSnapshotGetName($0.pointer).map { unsafe String(cString: $0) } }
    ).sorted()
  }

  /// C: virDomainListAllCheckpoints.
  fileprivate func checkpoints(_ call: Call) throws -> [String] {
    let domain = unsafe pointer
    return try unsafe call.list(
      CheckpointKind.self,
      { unsafe virDomainListAllCheckpoints(domain, $0, 0) },
      read: { unsafe virDomainCheckpointGetName($0.pointer).map { unsafe String(cString: $0) } }
    ).sorted()
  }
}
