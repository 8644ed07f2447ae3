import CLibvirt
public import FoundationEssentials

extension Connection {
  /// Begins a push backup of a running domain and, at the same instant, a checkpoint; both from XML.
  ///
  /// Returns when the instant is over: the guest may write again, and the job copies what it had then. With
  /// `intoExisting` the files must be there, with what shall be below them; else libvirt makes them, and puts the live disk
  /// below. A job that ends, or fails, leaves the checkpoint. C: virDomainBackupBegin.
  ///
  /// - Throws: `checkpointInconsistent` when the bitmap since which to copy cannot be used.
  public func beginBackup(
    _ uuid: UUID,
    backup: String,
    checkpoint: String?,
    intoExisting: Bool,
    deadline: Duration = Connection.powerDeadline
  ) async throws {
    try await perform("begin a backup of domain", domain: uuid, within: deadline) { domain, call in
      let flags = intoExisting ? VIR_DOMAIN_BACKUP_BEGIN_REUSE_EXTERNAL.rawValue : 0
      _ = try unsafe call.count(virDomainBackupBegin(domain.pointer, backup, checkpoint, flags))
    }
  }

  /// The XML of the backup under way. C: virDomainBackupGetXMLDesc.
  ///
  /// - Throws: `noBackup` when there is none.
  public func backupXML(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> String {
    try await perform("read the backup of domain", domain: uuid, within: deadline) { domain, call in
      try unsafe call.text(virDomainBackupGetXMLDesc(domain.pointer, 0))
    }
  }
}
