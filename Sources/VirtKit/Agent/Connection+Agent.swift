import CLibvirt
public import FoundationEssentials

extension Connection {
  /// Sends one command to the guest agent and returns its whole answer, both JSON. C: virDomainQemuAgentCommand.
  ///
  /// The command is as in `{"execute":"guest-ping"}`. The agent may take `timeoutSeconds`; our own deadline comes five
  /// seconds later.
  ///
  /// - Throws: `agentUnresponsive` when no agent answers, `argumentUnsupported` when none is configured.
  public func agentCommand(_ uuid: UUID, json: String, timeoutSeconds: Int) async throws -> String {
    let deadline = Duration.seconds(timeoutSeconds + 5)
    return try await perform("ask the guest agent of", domain: uuid, within: deadline) { domain, call in
      let answer = unsafe virDomainQemuAgentCommand(domain.pointer, json, Int32(clamping: timeoutSeconds), 0)
      return try unsafe call.text(answer)
    }
  }

  /// Whether the guest agent answers within `timeoutSeconds`; false also when it is not there.
  ///
  /// - Throws: every error but the agent's own silence.
  public func agentPing(_ uuid: UUID, timeoutSeconds: Int = 5) async throws -> Bool {
    do {
      _ = try await agentCommand(uuid, json: #"{"execute":"guest-ping"}"#, timeoutSeconds: timeoutSeconds)
      return true
    } catch let error as LibvirtError where [.agentUnresponsive, .agentUnsynced].contains(error.code) {
      return false
    }
  }

  /// Limits how long libvirt waits for the agent in every later call about this domain, from any client.
  ///
  /// Without it libvirt waits for ever, holding the domain. C: virDomainAgentSetResponseTimeout.
  public func agentSetResponseTimeout(
    _ uuid: UUID,
    seconds: Int,
    deadline: Duration = Connection.callDeadline
  ) async throws {
    try await perform("limit the guest agent of", domain: uuid, within: deadline) { domain, call in
      _ = try unsafe call.count(virDomainAgentSetResponseTimeout(domain.pointer, Int32(clamping: seconds), 0))
    }
  }

  /// Whether the guest holds its end of the agent's channel open, which asks nobody inside.
  ///
  /// From the live XML; false when the domain is off or has no such channel. C: virDomainGetXMLDesc.
  public func agentIsConnected(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> Bool {
    let xml = try await domainXML(uuid, inactive: false, deadline: deadline)
    return try DomainDescription(xml: xml).agentConnected ?? false
  }

  /// The host name the guest gives itself, through its agent. C: virDomainGetHostname.
  public func agentHostName(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> String {
    try await perform("ask the guest agent of", domain: uuid, within: deadline) { domain, call in
      try unsafe call.text(virDomainGetHostname(domain.pointer, VIR_DOMAIN_GET_HOSTNAME_AGENT.rawValue))
    }
  }

  /// Freezes every file system of the guest; returns how many. Writes inside wait until `thaw`. C: virDomainFSFreeze.
  public func freeze(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> Int {
    try await perform("freeze file systems of", domain: uuid, within: deadline) { domain, call in
      try unsafe call.count(virDomainFSFreeze(domain.pointer, nil, 0, 0))
    }
  }

  /// Lets the guest write again; returns how many file systems were frozen. C: virDomainFSThaw.
  @discardableResult
  public func thaw(_ uuid: UUID, deadline: Duration = Connection.callDeadline) async throws -> Int {
    try await perform("thaw file systems of", domain: uuid, within: deadline) { domain, call in
      try unsafe call.count(virDomainFSThaw(domain.pointer, nil, 0, 0))
    }
  }
}
