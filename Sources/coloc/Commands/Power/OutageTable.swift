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
        part.state.rawValue, Self.would(part),
      ]
    }
    return table
  }

  private static func would(_ part: OutagePlan.Part) -> String {
    if part.isCut { return "be asked to stop, and lose its power" }
    let then =
      switch part.terms.then {
      case .leave: "be left running"
      case .save: "be saved"
      case .kill: "lose its power"
      }
    guard part.state != .paused else { return "\(then): paused, it cannot hear" }
    return "stop within \(time(part.terms.timeout)), else \(then)"
  }

  /// `90 s`, `4 min`.
  static func time(_ seconds: Int) -> String {
    seconds < 120 ? "\(seconds) s" : "\((seconds + 59) / 60) min"
  }
}
