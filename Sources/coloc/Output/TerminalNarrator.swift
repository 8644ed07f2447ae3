internal import ColocKit
internal import Synchronization

/// Words on standard error: stages and a bar where somebody looks, warnings always.
final class TerminalNarrator: Narrator {
  private struct Bar {
    var name = ""
    var percent: Int64 = -1
  }

  private let isSeen: Bool
  private let bar = Mutex(Bar())

  /// - Parameter isSeen: Whether stages and progress are shown; warnings always are.
  init(isSeen: Bool) { self.isSeen = isSeen }

  func say(_ line: String) {
    clearBar()
    Terminal.say("coloc: " + line)
  }

  func stage(_ name: String, _ detail: String) {
    guard isSeen else { return }
    clearBar()
    let pad = String(repeating: " ", count: max(1, 22 - name.count))
    Terminal.say(detail.isEmpty ? name : name + pad + detail)
  }

  func progress(_ name: String, done: Int64, of total: Int64) {
    guard isSeen, Terminal.showsProgress, total > 0 else { return }
    let percent = min(100, done * 100 / total)
    let isNew = bar.withLock { bar in
      defer { bar = Bar(name: name, percent: percent) }
      return bar.percent != percent || bar.name != name
    }
    guard isNew else { return }
    let filled = Int(percent) * 30 / 100
    let drawn = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
    Terminal.write("\r\(name) [\(drawn)] \(percent)% of \(ByteCount(bytes: total).approximate) ", to: 2)
  }

  private func clearBar() {
    let wasDrawn = bar.withLock { bar in
      defer { bar = Bar() }
      return bar.percent >= 0
    }
    if wasDrawn { Terminal.write("\r\u{1B}[K", to: 2) }
  }
}
