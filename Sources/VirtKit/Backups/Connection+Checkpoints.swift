import CLibvirt
public import FoundationEssentials

extension Connection {
  /// The names of a domain's checkpoints, each behind the one before it. C: virDomainListAllCheckpoints.
  public func checkpoints(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> [String] {
    try await perform("list the checkpoints of domain", domain: uuid, within: deadline) { domain, call in
      let domain = unsafe domain.pointer
      let flags = VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL.rawValue
      return try unsafe call.list(
        CheckpointKind.self,
        { unsafe virDomainListAllCheckpoints(domain, $0, flags) },
        read: { unsafe virDomainCheckpointGetName($0.pointer).map { unsafe String(cString: $0) } }
      )
    }
  }

  /// A checkpoint's XML, without the domain's; with `sizes` how much was written since, which asks the running QEMU.
  ///
  /// C: virDomainCheckpointGetXMLDesc.
  ///
  /// - Throws: `noCheckpoint` when there is none of that name.
  public func checkpointXML(
    _ uuid: UUID,
    named name: String,
    sizes: Bool = false,
    deadline: Duration = Connection.callDeadline
  ) async throws -> String {
    try await perform("read checkpoint \(name) of domain", domain: uuid, within: deadline) { domain, call in
      let checkpoint = try unsafe CheckpointHandle(virDomainCheckpointLookupByName(domain.pointer, name, 0), call)
      let flags = VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN.rawValue | (sizes ? VIR_DOMAIN_CHECKPOINT_XML_SIZE.rawValue : 0)
      return try unsafe call.text(virDomainCheckpointGetXMLDesc(checkpoint.pointer, flags))
    }
  }

  /// Makes a checkpoint of a running domain, or with `redefining` tells libvirt of one whose bitmaps are there.
  ///
  /// C: virDomainCheckpointCreateXML.
  public func createCheckpoint(
    _ uuid: UUID,
    xml: String,
    redefining: Bool = false,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    try await perform("make a checkpoint of domain", domain: uuid, within: deadline) { domain, call in
      let flags = redefining ? VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE.rawValue : 0
      _ = try unsafe CheckpointHandle(virDomainCheckpointCreateXML(domain.pointer, xml, flags), call)
    }
  }

  /// Removes a checkpoint of a running domain; what it noted goes to the one before it, if there is one.
  ///
  /// With `metadataOnly` only libvirt forgets it, also of a domain that is off: the bitmaps stay in the disks.
  /// C: virDomainCheckpointDelete.
  ///
  /// - Throws: `noCheckpoint` when there is none of that name.
  public func deleteCheckpoint(
    _ uuid: UUID,
    named name: String,
    metadataOnly: Bool = false,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    try await perform("delete checkpoint \(name) of domain", domain: uuid, within: deadline) { domain, call in
      let checkpoint = try unsafe CheckpointHandle(virDomainCheckpointLookupByName(domain.pointer, name, 0), call)
      let flags = metadataOnly ? VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY.rawValue : 0
      _ = try unsafe call.count(virDomainCheckpointDelete(checkpoint.pointer, flags))
    }
  }
}
