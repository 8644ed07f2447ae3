import CLibvirt
public import FoundationEssentials

extension Connection {
  /// Starts a domain that is off; a saved one comes back where it was. C: virDomainCreateWithFlags.
  public func startDomain(
    _ uuid: UUID,
    paused: Bool = false,
    deadline: Duration = Connection.powerDeadline
  ) async throws {
    let flags: DomainStartFlags = paused ? .paused : []
    try await startDomain(uuid, flags: flags, deadline: deadline)
  }

  /// Starts a domain that is off, with every flag libvirt has. C: virDomainCreateWithFlags.
  public func startDomain(
    _ uuid: UUID,
    flags: DomainStartFlags,
    deadline: Duration = Connection.powerDeadline
  ) async throws {
    try await perform("start domain", domain: uuid, within: deadline) { domain, call in
      _ = try unsafe call.count(virDomainCreateWithFlags(domain.pointer, flags.rawValue))
    }
  }

  /// Stops the processors where they are. C: virDomainSuspend.
  public func suspendDomain(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("suspend domain", domain: uuid, within: deadline) { domain, call in
      _ = try unsafe call.count(virDomainSuspend(domain.pointer))
    }
  }

  /// Lets the processors go on. C: virDomainResume.
  public func resumeDomain(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("resume domain", domain: uuid, within: deadline) { domain, call in
      _ = try unsafe call.count(virDomainResume(domain.pointer))
    }
  }

  /// Asks the guest to go down; whether it does is for the caller to watch. C: virDomainShutdownFlags.
  ///
  /// - Throws: `agentUnresponsive` when the agent is asked and not there.
  public func shutdownDomain(
    _ uuid: UUID,
    via mode: ShutdownMode,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    try await perform("shut down domain", domain: uuid, within: deadline) { domain, call in
      _ = try unsafe call.count(virDomainShutdownFlags(domain.pointer, mode.shutdownFlags))
    }
  }

  /// Asks the guest to reboot; whether it does is for the caller to watch. C: virDomainReboot.
  public func rebootDomain(
    _ uuid: UUID,
    via mode: ShutdownMode,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    try await perform("reboot domain", domain: uuid, within: deadline) { domain, call in
      _ = try unsafe call.count(virDomainReboot(domain.pointer, mode.rebootFlags))
    }
  }

  /// Cuts a domain's power: what the guest had not written is lost.
  ///
  /// Consoles of this connection end first. With `graceful` QEMU is only asked to flush and end (SIGTERM), and it fails when it does not.
  /// C: virDomainDestroyFlags.
  public func destroyDomain(
    _ uuid: UUID,
    graceful: Bool = false,
    deadline: Duration = Connection.powerDeadline
  ) async throws {
    await consoles.settle(uuid, ending: true)
    let flags = graceful ? VIR_DOMAIN_DESTROY_GRACEFUL : VIR_DOMAIN_DESTROY_DEFAULT
    try await perform("destroy domain", domain: uuid, within: deadline) { domain, call in
      _ = try unsafe call.count(virDomainDestroyFlags(domain.pointer, flags.rawValue))
    }
  }

  /// Writes a domain's memory to libvirt's own file and ends it; the next start goes on from there.
  ///
  /// C: virDomainManagedSave.
  public func saveDomain(_ uuid: UUID, deadline: Duration = Connection.saveDeadline) async throws {
    try await perform("save domain", domain: uuid, within: deadline) { domain, call in
      _ = try unsafe call.count(virDomainManagedSave(domain.pointer, 0))
    }
  }

  /// Whether a memory image is kept, from which the next start would go on. C: virDomainHasManagedSaveImage.
  public func hasManagedSave(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> Bool {
    try await perform("look for a saved image of domain", domain: uuid, within: deadline) { domain, call in
      try unsafe call.flag(virDomainHasManagedSaveImage(domain.pointer, 0))
    }
  }

  /// Throws the kept memory image away: the next start boots. C: virDomainManagedSaveRemove.
  public func removeManagedSave(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws {
    try await perform("remove the saved image of domain", domain: uuid, within: deadline) { domain, call in
      _ = try unsafe call.count(virDomainManagedSaveRemove(domain.pointer, 0))
    }
  }
}
