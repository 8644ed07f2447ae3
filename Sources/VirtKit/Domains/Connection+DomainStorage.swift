import CLibvirt
public import FoundationEssentials

extension Connection {
  /// How large a disk of a domain is; of one that is off libvirt reads the file itself. C: virDomainGetBlockInfo.
  ///
  /// The `disk` is named by its target, as in `vda`, or by its path.
  public func blockInfo(
    _ uuid: UUID,
    disk: String,
    deadline: Duration = Connection.callDeadline
  ) async throws -> BlockInfo {
    try await perform("read the size of disk \(disk) of domain", domain: uuid, within: deadline) { domain, call in
      var info = virDomainBlockInfo()
      _ = try unsafe call.count(virDomainGetBlockInfo(domain.pointer, disk, &info, 0))
      return BlockInfo(capacity: info.capacity, allocation: info.allocation, physical: info.physical)
    }
  }

  /// How many snapshots libvirt has notes of. C: virDomainSnapshotNum.
  public func snapshotCount(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> Int {
    try await perform("count the snapshots of domain", domain: uuid, within: deadline) { domain, call in
      try unsafe call.count(virDomainSnapshotNum(domain.pointer, 0))
    }
  }

  /// The volume of a running pool that is this file or device; nil when no pool has it. C: virStorageVolLookupByPath.
  public func volume(path: String, deadline: Duration = Connection.callDeadline) async throws -> VolumeRecord? {
    try await unlessMissing(.noStorageVolume) {
      try await perform(Call("look up volume", on: path), within: deadline) { connection, call in
        try unsafe VolumeHandle(virStorageVolLookupByPath(connection.pointer, path), call).record(call)
      }
    }
  }
}
