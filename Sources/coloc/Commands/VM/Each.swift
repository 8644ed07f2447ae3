internal import ArgumentParser
internal import ColocKit

/// Runs one thing for several VMs, a few at once: one's trouble never stops the others.
enum Each {
  /// Says a line for each, and prints what became of each where a program asks. Throws the failure itself for a single
  /// name, else `partly` when some failed.
  static func run(
    _ names: [VMName],
    atOnce limit: Int,
    _ output: OutputOptions,
    _ body: @escaping @Sendable (VMName) async throws -> Done
  ) async throws {
    try await run(waves: [names], atOnce: limit, output, body)
  }

  /// The same in several waves: the next one begins when the one before has ended.
  static func run(
    waves: [[VMName]],
    atOnce limit: Int,
    _ output: OutputOptions,
    _ body: @escaping @Sendable (VMName) async throws -> Done
  ) async throws {
    let names = waves.flatMap { $0 }
    var results: [VMName: Result<Done, any Error>] = [:]
    for wave in waves {
      let tell = { (_: VMName, result: Result<Done, any Error>) in
        switch result {
        case .success(let done): Terminal.say(done.words)
        case .failure(let error): if names.count > 1 { say(error) }
        }
      }
      let ended = await Several.results(wave, atOnce: limit, each: tell) { name in
        // Interrupted: those of the later waves are not asked any more.
        try Task.checkCancellation()
        return try await body(name)
      }
      for (name, result) in zip(wave, ended) { results[name] = result }
    }
    let sorted = results.sorted { $0.key < $1.key }
    let failures = sorted.compactMap { entry -> (any Error)? in
      guard case .failure(let error) = entry.value else { return nil }
      return error
    }
    output.put(
      sorted.map { Done.json($0.key.description, $0.value) },
      names: sorted.filter { (try? $0.value.get()) != nil }.map(\.key.description)
    ) { "" }
    try conclude(failures, of: names.count)
  }

  /// Throws the failure itself for a single VM, or the end of an interrupted command, else `partly` when some failed.
  static func conclude(_ failures: [any Error], of count: Int) throws {
    if let interrupted = failures.first(where: { $0 is CancellationError }) { throw interrupted }
    if let failure = failures.first, count == 1 { throw failure }
    guard failures.isEmpty else { throw Failure(.partly, "\(failures.count) of \(count) VMs want a look") }
  }

  static func say(_ error: any Error) {
    guard let failure = error as? Failure else { return Terminal.say("coloc: \(error)") }
    Terminal.say("coloc: \(failure.message)")
  }
}
