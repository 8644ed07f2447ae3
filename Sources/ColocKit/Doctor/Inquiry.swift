/// What takes a host longest to answer, asked at once: the domains, and the pool with its volumes.
///
/// Each answer is awaited where it is judged, and fails there alone.
struct Inquiry: Sendable {
  let domains: Task<[DomainFacts], any Error>
  let pool: Task<PoolFacts?, any Error>
  let volumes: Task<[VolumeFacts], any Error>

  init(_ host: any HostExaminer, about configuration: Configuration) {
    domains = Task { try await host.examineDomains() }
    let pool = Task { try await host.examinePool(of: configuration) }
    self.pool = pool
    volumes = Task {
      guard let facts = try await pool.value, facts.isOurs, facts.pool.active else { return [] }
      return try await host.examineVolumes(of: configuration)
    }
  }
}
