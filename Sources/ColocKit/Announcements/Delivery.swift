/// A channel's program with what it is given: docs/ANNOUNCEMENTS.md says what it may expect.
struct Delivery: Sendable {
  /// The version of the first line's shape.
  static let schema = 1

  /// The channel.
  let channel: Configuration.Channel
  /// The program, absolute.
  let program: String
  /// The first line.
  let facts: JSONValue
  /// What stands behind the empty line.
  let text: String
  /// What the program finds in its environment, beside PATH and LC_ALL.
  let environment: [String: String]

  /// Runs the program and says what became of the message.
  func run(_ runner: any ProgramRunner) async throws -> (state: OutboxMessage.State, words: String?) {
    let program = Program(
      program,
      [],
      environment: Program.plainEnvironment.merging(environment) { _, ours in ours },
      input: .bytes(Array("\(facts.compact)\n\n\(text)".utf8)),
      timeout: .seconds(120),
      outputLimit: 16 << 10
    )
    let result: ProgramResult
    do {
      result = try await runner.run(program)
    } catch let failure as Failure where failure.kind == .notFound {
      return (.failed, failure.message)
    }
    switch result.ending {
    case .exited(0): return (.sent, nil)
    // EX_PROTOCOL of sysexits.h, coloc's own word for it.
    case .exited(76): return (.unknown, result.words)
    // EX_TEMPFAIL is no other state: every failure is tried again when announce is repeated.
    case .exited: return (.failed, result.words)
    case .signalled, .timedOut: return (.unknown, result.words)
    }
  }
}
