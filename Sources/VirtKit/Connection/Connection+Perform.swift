import CLibvirt
import FoundationEssentials

extension Connection {
  /// Runs `body` with a link's handle, on a thread of its own, against the deadline.
  func perform<Value: Sendable>(
    _ call: Call,
    within deadline: Duration,
    heartbeat: Heartbeat = Heartbeat(),
    _ body: @escaping @Sendable (borrowing ConnectHandle, Call) throws -> Value
  ) async throws -> Value {
    let lease = try await links.lease(call, within: deadline)
    // Whoever does not answer in time keeps its link, but not its place.
    defer { lease.release() }
    return try await call.race(within: deadline, heartbeat: heartbeat) {
      defer { lease.end() }
      return try body(lease.link(call).handle, call)
    }
  }

  /// Runs `body` with a link that goes on to serve a console or events; whoever holds the lease ends it.
  func performKeepingLink<Value: Sendable>(
    _ call: Call,
    within deadline: Duration,
    _ body: @escaping @Sendable (Link, Lease, Call) throws -> Value
  ) async throws -> Value {
    let lease = try await links.lease(call, within: deadline)
    defer { lease.release() }
    return try await call.race(within: deadline) { try body(lease.link(call), lease, call) }
  }

  /// Runs `body` with a domain's handle; errors carry the domain's name once it is known.
  func perform<Value: Sendable>(
    _ operation: String,
    domain uuid: UUID,
    within deadline: Duration,
    _ body: @escaping @Sendable (borrowing DomainHandle, Call) throws -> Value
  ) async throws -> Value {
    try await perform(Call(operation, on: uuid.libvirtText), within: deadline) { connection, call in
      let domain = try DomainHandle(uuid, in: connection, call)
      return try body(domain, call.naming(domain.name))
    }
  }

  /// Runs `body` with a pool's handle.
  func perform<Value: Sendable>(
    _ operation: String,
    pool: some ObjectReference,
    within deadline: Duration,
    _ body: @escaping @Sendable (borrowing PoolHandle, Call) throws -> Value
  ) async throws -> Value {
    let reference = pool.reference
    return try await perform(Call(operation, on: reference.description), within: deadline) { connection, call in
      let pool = try PoolHandle(reference, in: connection, call)
      return try body(pool, call.naming(pool.name))
    }
  }

  /// Runs `body` with a volume's handle; its name in errors is `pool/volume`.
  func perform<Value: Sendable>(
    _ operation: String,
    volume name: String,
    pool: some ObjectReference,
    within deadline: Duration,
    heartbeat: Heartbeat = Heartbeat(),
    _ body: @escaping @Sendable (borrowing ConnectHandle, borrowing VolumeHandle, Call) throws -> Value
  ) async throws -> Value {
    let reference = pool.reference
    let call = Call(operation, on: "\(reference)/\(name)")
    return try await perform(call, within: deadline, heartbeat: heartbeat) { connection, call in
      let pool = try PoolHandle(reference, in: connection, call)
      let call = call.naming("\(pool.name)/\(name)")
      let volume = try unsafe VolumeHandle(virStorageVolLookupByName(pool.pointer, name), call)
      return try body(connection, volume, call)
    }
  }

  /// Runs `body` with a network's handle.
  func perform<Value: Sendable>(
    _ operation: String,
    network: some ObjectReference,
    within deadline: Duration,
    _ body: @escaping @Sendable (borrowing NetworkHandle, Call) throws -> Value
  ) async throws -> Value {
    let reference = network.reference
    return try await perform(Call(operation, on: reference.description), within: deadline) { connection, call in
      let network = try NetworkHandle(reference, in: connection, call)
      return try body(network, call.naming(network.name))
    }
  }

  /// Runs `body` with a filter's handle.
  func perform<Value: Sendable>(
    _ operation: String,
    filter: some ObjectReference,
    within deadline: Duration,
    _ body: @escaping @Sendable (borrowing FilterHandle, Call) throws -> Value
  ) async throws -> Value {
    let reference = filter.reference
    return try await perform(Call(operation, on: reference.description), within: deadline) { connection, call in
      let filter = try FilterHandle(reference, in: connection, call)
      return try body(filter, call.naming(filter.name))
    }
  }

  /// A value, or nil when libvirt says that the object is not there, and only then.
  func unlessMissing<Value>(_ code: LibvirtError.Code, _ body: () async throws -> Value) async throws -> Value? {
    do {
      return try await body()
    } catch let error as LibvirtError where error.code == code {
      return nil
    }
  }
}
