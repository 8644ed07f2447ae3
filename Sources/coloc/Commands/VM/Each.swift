internal import ArgumentParser
internal import ColocKit

/// Runs one thing for several VMs, a few at once: one's trouble never stops the others.
enum Each {
  /// Says a line for each. Throws the failure itself for a single name, else `partly` when some failed.
  static func run(
    _ names: [VMName],
    atOnce limit: Int,
    _ body: @escaping @Sendable (VMName) async throws -> String
  ) async throws {
    var failures: [any Error] = []
    await withTaskGroup(of: Result<String, any Error>.self) { group in
      var waiting = names[...]
      for name in waiting.prefix(max(1, limit)) { group.addTask { await attempt(name, body) } }
      waiting = waiting.dropFirst(max(1, limit))
      while let result = await group.next() {
        switch result {
        case .success(let line): Terminal.say(line)
        case .failure(let error):
          failures.append(error)
          if names.count > 1 { say(error) }
        }
        if let name = waiting.popFirst() { group.addTask { await attempt(name, body) } }
      }
    }
    if let failure = failures.first, names.count == 1 || failure is CancellationError { throw failure }
    guard failures.isEmpty else {
      throw Failure(.partly, "\(failures.count) of \(names.count) VMs want a look")
    }
  }

  private static func attempt(
    _ name: VMName,
    _ body: @Sendable (VMName) async throws -> String
  ) async -> Result<String, any Error> {
    do { return .success(try await body(name)) } catch { return .failure(error) }
  }

  private static func say(_ error: any Error) {
    guard let failure = error as? Failure else { return Terminal.say("coloc: \(error)") }
    Terminal.say("coloc: \(failure.message)")
  }
}
