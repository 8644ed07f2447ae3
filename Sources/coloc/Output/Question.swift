internal import ColocKit

/// What a command asks before it does something that hurts.
enum Question {
  /// Asks whether to go on with what can be undone; `--yes` has answered already. Throws `usage` without a terminal.
  static func goOn(_ what: String, yes: Bool) throws {
    guard !yes else { return }
    guard Terminal.canAsk else {
      throw Failure(.usage, "\(what): nobody is there to say yes", hint: "say it beforehand: --yes")
    }
    Terminal.write("\(what). Go on? [y/N] ", to: 2)
    guard let answer = readLine()?.lowercased(), ["y", "yes", "o", "oui"].contains(answer) else {
      throw Failure(.usage, "nothing was done")
    }
  }

  /// Asks for the name of what cannot be brought back; `--confirm NAME` has answered already.
  static func confirm(_ what: String, name: String, given: String?) throws {
    if let given {
      guard given == name else {
        throw Failure(.usage, "--confirm says '\(Printable.clean(given))', and this is \(name): nothing was done")
      }
      return
    }
    guard Terminal.canAsk else {
      throw Failure(.usage, "\(what) cannot be undone", hint: "name it: --confirm \(name)")
    }
    Terminal.write("\(what) cannot be undone. Type its name (\(name)): ", to: 2)
    guard readLine() == name else { throw Failure(.usage, "nothing was done") }
  }
}
