import ColocKit
import Synchronization

/// Keeps what would have been said at a terminal.
final class Recorder: Narrator {
  private let said = Mutex<(lines: [String], stages: [String])>(([], []))

  var lines: [String] { said.withLock { $0.lines } }
  var stages: [String] { said.withLock { $0.stages } }

  func say(_ line: String) { said.withLock { $0.lines.append(line) } }
  func stage(_ name: String, _ detail: String) { said.withLock { $0.stages.append(name) } }
  func progress(_ name: String, done: Int64, of total: Int64) {}
}
