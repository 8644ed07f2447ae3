/// What `coloc recover` would do, or has done.
public struct RecoveryReport: Sendable {
  /// What was found, interrupted commands first.
  public private(set) var steps: [RecoveryStep] = []
  /// What could not be looked at or ended: it holds up nothing else, and stays for the next time.
  public private(set) var failures: [Failure] = []

  init() {}

  /// Adds the steps of one part, or why there are none; a host that is away says so to each question, and is told once.
  mutating func add(_ part: () async throws -> [RecoveryStep]) async throws {
    do { steps += try await part() } catch let failure as Failure { add(failure) }
  }

  /// The same for each of several things.
  mutating func add<Element>(
    _ elements: [Element],
    _ part: (Element) async throws -> [RecoveryStep]
  ) async throws {
    for element in elements { try await add { try await part(element) } }
  }

  /// Adds a step that is known.
  mutating func add(_ step: RecoveryStep) { steps.append(step) }

  /// Adds a failure, unless it was told.
  mutating func add(_ failure: Failure) {
    if !failures.contains(failure) { failures.append(failure) }
  }

  /// Adds what another found.
  mutating func add(_ other: RecoveryReport) {
    steps += other.steps
    for failure in other.failures { add(failure) }
  }
}
