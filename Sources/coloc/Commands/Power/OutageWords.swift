internal import ColocKit

/// An outage in words: a line for each domain, what is left, and when the host is safe to switch off.
enum OutageWords {
  /// The line about a domain that went down, or did not.
  static func line(_ entry: OutageEntry) -> String {
    let name = Printable.clean(entry.name)
    let took =
      entry.asked.flatMap { asked in entry.down.map { " after \(max(0, $0.seconds - asked.seconds)) s" } } ?? ""
    switch entry.descent {
    case .pending, .asked: return "\(name) was asked to stop and is not waited for any more"
    case .stopped: return "\(name) stopped\(took)"
    case .saved: return "\(name) was saved\(took)"
    case .killed: return "\(name) lost its power\(took)"
    case .itself: return "\(name) went down by itself, not asked: it stays down"
    case .stayed: return "\(name) still runs; its power was not cut"
    case .lost: return "\(name) is down, and nobody asked it"
    }
  }

  /// The line about a domain that came back, or does not.
  static func line(_ step: OutageStep) -> String {
    let name = Printable.clean(step.entry.name)
    switch step.entry.back {
    case .started:
      guard let ready = step.ready else { return "\(name) is started" }
      return ready
        ? "\(name) is up after \(step.seconds) s" : "\(name) is started, and not ready after \(step.seconds) s"
    case .ran: return "\(name) runs already"
    case .left: return left(step.entry, name)
    case .gone: return "\(name) is gone: nothing to start"
    case nil: return "\(name) is still to be started"
    }
  }

  /// How the going down ended; throws `partly` when something still runs.
  static func conclude(_ result: OutageResult, again: String) throws {
    for failure in result.failures { Each.say(failure) }
    guard result.isSafe else {
      let names = result.active.map(Printable.clean).joined(separator: ", ")
      throw Failure(
        .partly,
        "not safe to switch off: \(names) still run\(result.active.count == 1 ? "s" : "")",
        hints: ["ask again: \(again)"] + result.active.prefix(3).flatMap { ways(out: $0, result) }
      )
    }
    Terminal.say("safe to switch off: no domain is active")
    guard result.failures.isEmpty else {
      throw Failure(.partly, "all is down, and not all of it could be noted", hint: "again: \(again)")
    }
  }

  /// How to look at what still runs, and to cut its power: coloc's own words for its own.
  private static func ways(out name: String, _ result: OutageResult) -> [String] {
    let word = ShellWord.quoted(Printable.clean(name))
    guard result.entries.contains(where: { $0.name == name && $0.tenant != nil }) else {
      return ["look: virsh console \(word)", "cut its power: virsh destroy \(word)"]
    }
    return ["look: coloc vm console \(name)", "cut its power: coloc vm kill \(name) --confirm \(name)"]
  }

  /// Runs what brings the host down or back; after Ctrl-C the state is told, which goes on changing.
  static func telling<Value>(
    _ rack: Rack,
    again: String,
    back: String,
    _ body: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch is CancellationError {
      let entries = (try? rack.state.outages.read()?.entries) ?? []
      let groups: [(String, (OutageEntry) -> Bool)] = [
        ("was asked, and may still go down", { $0.descent == .asked }),
        ("was not asked", { $0.descent == .pending }),
        ("still runs", { $0.descent == .stayed && $0.back == nil }),
        ("is down", { $0.descent.isDown && $0.back == nil }),
        ("is back", { $0.back == .started || $0.back == .ran }),
      ]
      for (words, isMeant) in groups {
        let names = entries.filter(isMeant).map { Printable.clean($0.name) }
        if !names.isEmpty { Terminal.say("\(names.joined(separator: ", ")): \(words)") }
      }
      if !entries.isEmpty { Terminal.say("go on: \(again); bring back: \(back)") }
      throw CancellationError()
    }
  }

  /// How the coming back ended; throws `partly` when something is still owed.
  static func concludeReturn(_ result: OutageResult, again: String) throws {
    guard !result.failures.isEmpty else {
      guard !result.late.isEmpty else { return }
      let names = result.late.map(Printable.clean).joined(separator: ", ")
      throw Failure(
        .partly,
        "started, and not ready in time: \(names)",
        hints: ["look: coloc vm console NAME", "what is waited for: coloc vm edit NAME --ready agent|tcp:PORT|none"]
      )
    }
    for failure in result.failures {
      Each.say(failure)
      failure.hints.forEach { Terminal.say("  \($0)") }
    }
    throw Failure(
      .partly,
      "\(result.failures.count) of \(result.entries.count) could not be started and stays owed",
      hints: ["again: \(again)", "to leave one down: coloc vm stop NAME, then again"]
    )
  }

  private static func left(_ entry: OutageEntry, _ name: String) -> String {
    let start = entry.tenant == nil ? "virsh start \(name)" : "coloc vm start \(name)"
    switch entry.descent {
    case .itself, .pending: return "\(name) was shut down from inside before its turn: it stays down (\(start))"
    default:
      return "\(name) stays down: \(entry.tenant.map { "\($0) is suspended, or " } ?? "")it was stopped meanwhile"
    }
  }
}
