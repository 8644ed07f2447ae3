internal import ColocKit

extension Tombstone {
  /// The item of `vm list --deleted --json`: the keys of `vm list`, and what the trash knows.
  var item: JSONValue {
    guard case .object(var fields) = vm.json else { return .null }
    fields["tenant"] = .text(tenant)
    fields["managed"] = .bool(true)
    // Libvirt does not have it any more.
    fields["state"] = .null
    fields["deleted"] = .text(deleted)
    fields["expires"] = .text(expires)
    fields["reason"] = .text(reason)
    return .object(fields)
  }
}
