import CLibvirt
import FoundationEssentials

extension Connection {
  /// What happens to domains from now on, until the reader stops or the connection closes.
  ///
  /// At most 4,096 events wait for a slow reader; the oldest go first. C: virConnectDomainEventRegisterAny.
  public func lifecycleEvents(
    deadline: Duration = Connection.callDeadline
  ) async throws -> AsyncStream<DomainEvent> {
    try await unsafe subscribe(deadline) { connection, sink in
      unsafe coloc_register_lifecycle(
        connection,
        { _, domain, event, detail, opaque in
          if let (uuid, name) = unsafe identify(domain) {
            let kind = DomainEvent.Kind(rawValue: event)
            unsafe EventSink<DomainEvent>.at(opaque)?.send(
              DomainEvent(uuid: uuid, name: name, kind: kind, detail: detail)
            )
          }
          return 0
        },
        sink,
        { unsafe EventSink<DomainEvent>.release($0) }
      )
    }
  }

  /// Guest agents that come and go from now on, until the reader stops or the connection closes.
  ///
  /// C: virConnectDomainEventRegisterAny.
  public func agentEvents(deadline: Duration = Connection.callDeadline) async throws -> AsyncStream<AgentEvent> {
    try await unsafe subscribe(deadline) { connection, sink in
      unsafe coloc_register_agent_lifecycle(
        connection,
        { _, domain, state, _, opaque in
          guard let (uuid, name) = unsafe identify(domain) else { return }
          let connected = Int32(bitPattern: VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED.rawValue)
          unsafe EventSink<AgentEvent>.at(opaque)?.send(
            AgentEvent(uuid: uuid, name: name, isConnected: state == connected)
          )
        },
        sink,
        { unsafe EventSink<AgentEvent>.release($0) }
      )
    }
  }

  /// Jobs that end from now on, whoever began them, until the reader stops or the connection closes.
  ///
  /// C: virConnectDomainEventRegisterAny.
  public func jobEvents(deadline: Duration = Connection.callDeadline) async throws -> AsyncStream<JobEvent> {
    try await unsafe subscribe(deadline) { connection, sink in
      unsafe coloc_register_job_completed(
        connection,
        { _, domain, parameters, count, opaque in
          guard let (uuid, name) = unsafe identify(domain) else { return }
          let result = unsafe JobResult(TypedParameters(parameters, count: count))
          unsafe EventSink<JobEvent>.at(opaque)?.send(JobEvent(uuid: uuid, name: name, result: result))
        },
        sink,
        { unsafe EventSink<JobEvent>.release($0) }
      )
    }
  }

  private func subscribe<Event: Sendable>(
    _ deadline: Duration,
    _ register: @escaping @Sendable (OpaquePointer, UnsafeMutableRawPointer) -> Int32
  ) async throws -> AsyncStream<Event> {
    let (stream, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(4096))
    let call = Call("subscribe to events", on: uri)
    let (link, lease, subscription) = try await performKeepingLink(call, within: deadline) { link, lease, call in
      let sink = unsafe EventSink<Event>.retained(continuation)
      let status = unsafe register(link.handle.pointer, sink)
      // libvirt releases the sink when the subscription ends, but not when there is none.
      if status < 0 { unsafe EventSink<Event>.release(sink) }
      let subscription = Int32(try call.count(status))
      link.remember(subscription: subscription)
      return (link, lease, subscription)
    }
    continuation.onTermination = { _ in
      // Ending it asks the daemon: not on the reader's thread. Without a thread it ends with the connection.
      try? CallThread.run("end subscription") {
        link.end(subscription: subscription)
        lease.end()
      }
    }
    return stream
  }
}

/// The domain an event is about.
private func identify(_ domain: OpaquePointer?) -> (UUID, String)? {
  guard let domain = unsafe domain, let name = unsafe virDomainGetName(domain) else { return nil }
  let call = Call("read an event")
  guard let uuid = try? unsafe UUID(call, { unsafe virDomainGetUUID(domain, $0) }) else { return nil }
  return unsafe (uuid, String(cString: name))
}
