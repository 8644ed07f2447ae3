import CLibvirt
public import FoundationEssentials

extension Connection {
  /// What a domain has of memory and processors: as it runs, and as it will start next.
  ///
  /// None of the calls asks QEMU. C: virDomainGetXMLDesc, virDomainGetVcpusFlags.
  public func domainSizes(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> DomainSizes {
    try await perform("read the sizes of domain", domain: uuid, within: deadline) { domain, call in
      let live = VIR_DOMAIN_AFFECT_LIVE.rawValue
      let config = VIR_DOMAIN_AFFECT_CONFIG.rawValue
      let maximum = VIR_DOMAIN_VCPU_MAXIMUM.rawValue
      let isActive = try domain.isActive(call)
      return DomainSizes(
        memory: try DomainDescription(xml: domain.xml(VIR_DOMAIN_XML_INACTIVE, call: call)).memory,
        vcpus: try domain.vcpus(config, call),
        maximumVCPUs: try domain.vcpus(config | maximum, call),
        liveVCPUs: isActive ? try domain.vcpus(live, call) : nil,
        liveMaximumVCPUs: isActive ? try domain.vcpus(live | maximum, call) : nil
      )
    }
  }

  /// Sets the most memory and the memory the domain starts with next, in bytes. C: virDomainSetMemoryFlags.
  ///
  /// The running guest keeps what it has.
  public func setDomainMemory(_ uuid: UUID, bytes: UInt64, deadline: Duration = Connection.callDeadline) async throws {
    let kibibytes = UInt((bytes + 1023) / 1024)
    try await perform("set memory of domain", domain: uuid, within: deadline) { domain, call in
      let config = VIR_DOMAIN_AFFECT_CONFIG.rawValue
      let maximum = config | VIR_DOMAIN_MEM_MAXIMUM.rawValue
      // Growing needs the maximum first, shrinking clamps the current value with it: this order does both.
      try unsafe call.count(virDomainSetMemoryFlags(domain.pointer, kibibytes, maximum))
      try unsafe call.count(virDomainSetMemoryFlags(domain.pointer, kibibytes, config))
    }
  }

  /// Sets the processors the domain starts with next; the running guest keeps its own. C: virDomainSetVcpusFlags.
  ///
  /// The most it may have is raised where that is less, and never lowered.
  public func setVCPUs(_ uuid: UUID, _ count: Int, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("set processors of domain", domain: uuid, within: deadline) { domain, call in
      let config = VIR_DOMAIN_AFFECT_CONFIG.rawValue
      let maximum = config | VIR_DOMAIN_VCPU_MAXIMUM.rawValue
      if try count > domain.vcpus(maximum, call) { try domain.setVCPUs(count, maximum, call) }
      try domain.setVCPUs(count, config, call)
    }
  }

  /// Plugs processors into a running domain until it has `count`, at most its maximum. C: virDomainSetVcpusFlags.
  ///
  /// A Linux guest finds them and leaves them off until it is told to use them.
  public func plugVCPUs(_ uuid: UUID, _ count: Int, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("plug processors into domain", domain: uuid, within: deadline) { domain, call in
      try domain.setVCPUs(count, VIR_DOMAIN_AFFECT_LIVE.rawValue, call)
    }
  }

  /// Has the guest use `count` of the processors it was given, through its agent. C: virDomainSetVcpusFlags.
  ///
  /// - Throws: `agentUnresponsive` when there is no agent.
  public func useVCPUs(_ uuid: UUID, _ count: Int, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("have the guest use processors of domain", domain: uuid, within: deadline) { domain, call in
      try domain.setVCPUs(count, VIR_DOMAIN_AFFECT_LIVE.rawValue | VIR_DOMAIN_VCPU_GUEST.rawValue, call)
    }
  }

  /// The size of a disk as the guest sees it, in bytes, whether the domain runs or not. C: virDomainGetBlockInfo.
  ///
  /// The `disk` is named by its target, as in `vda`, or by its path. Of a domain that is off libvirt 9.0 cannot tell the
  /// size of a disk that names a pool and a volume (`internalError`): ask for the volume.
  public func diskCapacity(
    _ uuid: UUID,
    disk: String,
    deadline: Duration = Connection.callDeadline
  ) async throws -> UInt64 {
    try await perform("look at disk \(disk) of domain", domain: uuid, within: deadline) { domain, call in
      var info = virDomainBlockInfo()
      _ = try unsafe call.count(virDomainGetBlockInfo(domain.pointer, disk, &info, 0))
      return info.capacity
    }
  }

  /// Grows a disk of a running domain, its image and what the guest sees, to `bytes`. C: virDomainBlockResize.
  ///
  /// The `disk` is named by its target, as in `vda`, or by its path.
  public func blockResize(
    _ uuid: UUID,
    disk: String,
    bytes: UInt64,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    try await perform("resize disk \(disk) of domain", domain: uuid, within: deadline) { domain, call in
      let flags = VIR_DOMAIN_BLOCK_RESIZE_BYTES.rawValue
      _ = try unsafe call.count(virDomainBlockResize(domain.pointer, disk, bytes, flags))
    }
  }
}

extension Handle where Kind == DomainKind {
  /// C: virDomainGetVcpusFlags.
  fileprivate func vcpus(_ flags: UInt32, _ call: Call) throws(LibvirtError) -> Int {
    try unsafe call.count(virDomainGetVcpusFlags(pointer, flags))
  }

  /// C: virDomainSetVcpusFlags.
  fileprivate func setVCPUs(_ count: Int, _ flags: UInt32, _ call: Call) throws(LibvirtError) {
    guard let wanted = UInt32(exactly: count) else {
      throw LibvirtError(
        operation: call.operation,
        object: call.object,
        code: .invalidArgument,
        message: "\(count) is no number of processors"
      )
    }
    try unsafe call.count(virDomainSetVcpusFlags(pointer, wanted, flags))
  }
}
