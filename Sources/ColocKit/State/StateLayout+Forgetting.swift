extension StateLayout {
  /// Removes what is named after VMs that no record knows any more: their locks, and the host keys for `vm ssh`.
  ///
  /// A lock that somebody holds stays: a VM is being made. Throws `Failure` from the disk.
  func forgetVMs(except known: Set<VMName>, command: String) throws(Failure) {
    for name in try Self.names(in: run, behind: "known_hosts-") where !known.contains(name) {
      try DurableFile.remove("\(run)/known_hosts-\(name)")
    }
    for name in try Self.names(in: locks, behind: "vm-") where !known.contains(name) {
      _ = try FileLock.forget(lock("vm-\(name)"), command: command)
    }
  }

  /// Whether a tenant has a lock: with a manifest, or while its removal is not ended.
  func hasLock(of tenant: TenantName) throws(Failure) -> Bool {
    try Failure.wording { () throws(SystemFault) in try Directory(locks).contains("tenant-\(tenant)") }
  }

  /// Removes a tenant's lock. Throws `busy` while somebody holds it, and `Failure` from the disk.
  func forgetTenant(_ tenant: TenantName, command: String) throws(Failure) {
    guard try FileLock.forget(lock("tenant-\(tenant)"), command: command) else {
      throw Failure(.busy, "another command looks for tenant \(tenant)", hint: "repeat when it is done")
    }
  }

  private static func names(in directory: String, behind prefix: String) throws(Failure) -> [VMName] {
    let names = try Failure.wording { () throws(SystemFault) in try Directory(directory).names() }
    return names.filter { $0.hasPrefix(prefix) }.compactMap { VMName(String($0.dropFirst(prefix.count))) }
  }
}
