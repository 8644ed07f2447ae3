internal import ColocKit

/// What bringing the host down would do, for eyes.
struct OutageTable {
  let plan: OutagePlan

  /// Prints the plan, and says how long it takes.
  func put(_ output: OutputOptions) {
    output.put(plan.parts.map(\.json), names: plan.parts.map(\.entry.name)) { table.text(width: Terminal.width) }
    for line in words { Terminal.say(line) }
  }

  /// How long, how sure that is, and whose domains go down too.
  var words: [String] {
    guard !plan.parts.isEmpty else { return ["nothing runs"] }
    var lines = ["\(plan.parts.count) go down: at most \(Self.time(plan.longest)), about \(Self.time(plan.expected))"]
    if plan.unmeasured > 0 {
      lines.append("\(plan.unmeasured) of them never measured: \(OutagePlan.guess) s is a guess")
    }
    let others = plan.parts.filter { $0.vm == nil }.map { Printable.clean($0.entry.name) }
    for (then, what) in [(PowerPolicy.Then.save, "are saved"), (.kill, "lose their power")] where plan.budget == nil {
      let names = plan.parts.filter { $0.terms.then == then }.map { Printable.clean($0.entry.name) }
      if !names.isEmpty { lines.append("\(what) when they do not stop in time: \(names.joined(separator: ", "))") }
    }
    let forgotten = plan.parts.filter(\.isTransient).map { Printable.clean($0.entry.name) }
    if !forgotten.isEmpty {
      lines.append("libvirt forgets them, nothing brings them back: \(forgotten.joined(separator: ", "))")
    }
    if !others.isEmpty { lines.append("not coloc's, and going down too: \(others.joined(separator: ", "))") }
    let cut = plan.parts.filter(\.isCut).map { Printable.clean($0.entry.name) }
    if !cut.isEmpty { lines.append("would not make it and lose their power: \(cut.joined(separator: ", "))") }
    return lines
  }

  private var table: Table {
    var table = Table(headers: ["ORDER", "VM", "TENANT", "STATE", "WOULD"])
    table.rows = plan.parts.map { part in
      [
        "\(part.entry.order)", Printable.clean(part.entry.name), part.entry.tenant?.description ?? "-",
        part.state.rawValue, would(part),
      ]
    }
    return table
  }

  private func would(_ part: OutagePlan.Part) -> String {
    guard plan.budget == nil else {
      guard part.state != .paused else { return "lose its power at the end: paused, it cannot hear" }
      return part.isCut ? "be asked to stop, and lose its power" : "be down after about \(Self.time(part.end))"
    }
    let then =
      switch part.terms.then {
      case .leave: "be left running"
      case .save: "be saved"
      case .kill: "lose its power"
      }
    guard part.state != .paused else { return "\(then): paused, it cannot hear" }
    return "stop within \(Self.time(part.terms.timeout)), else \(then)"
  }

  /// How long a coming back takes: `4 come back: at most 12 min, about 90 s`.
  static func line(_ count: Int, _ returning: (longest: Int, expected: Int)) -> String {
    "\(count) come back: at most \(time(returning.longest)), about \(time(returning.expected))"
  }

  /// `90 s`, `4 min`.
  static func time(_ seconds: Int) -> String {
    seconds < 120 ? "\(seconds) s" : "\((seconds + 59) / 60) min"
  }
}
