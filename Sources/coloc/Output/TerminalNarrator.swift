internal import ColocKit
internal import Synchronization

/// Words on standard error: stages and a bar where somebody looks, warnings always.
final class TerminalNarrator: Narrator {
  private struct Bar {
    var name = ""
    var rate = TransferRate()
    var drawn: (percent: Int64, at: Duration)?
  }

  private let isSeen: Bool
  private let uptime: @Sendable () -> Duration
  private let bar = Mutex(Bar())

  /// - Parameters:
  ///   - isSeen: Whether stages and progress are shown; warnings always are.
  ///   - uptime: Time that only goes forward, for the rate.
  init(isSeen: Bool, uptime: @escaping @Sendable () -> Duration) {
    self.isSeen = isSeen
    self.uptime = uptime
  }

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
    guard isSeen, Terminal.showsProgress else { return }
    let now = uptime()
    let percent = total > 0 ? min(100, done * 100 / total) : 0
    let rate = bar.withLock { bar -> TransferRate? in
      if bar.name != name { bar = Bar(name: name) }
      bar.rate.add(done, at: now)
      // A line a fifth of a second is enough for eyes; the last one is always drawn.
      if let drawn = bar.drawn, now - drawn.at < .milliseconds(200), percent < 100 || drawn.percent == 100 {
        return nil
      }
      bar.drawn = (percent, now)
      return bar.rate
    }
    guard let rate else { return }
    Terminal.write("\r" + Self.line(name, done: done, of: total, rate) + "\u{1B}[K", to: 2)
  }

  /// The bar, at most 80 columns wide; a total that nobody knows (0) leaves it out.
  static func line(_ name: String, done: Int64, of total: Int64, _ rate: TransferRate) -> String {
    let words = rate.words(until: total)
    let tail = words.isEmpty ? "" : "  \(words)"
    guard total > 0 else { return "\(name) \(ByteCount(bytes: done).approximate)\(tail)" }
    let percent = min(100, done * 100 / total)
    let filled = Int(percent) / 5
    let drawn = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
    return "\(name) [\(drawn)] \(percent)% of \(ByteCount(bytes: total).approximate)\(tail)"
  }

  private func clearBar() {
    let wasDrawn = bar.withLock { bar in
      defer { bar = Bar() }
      return bar.drawn != nil
    }
    if wasDrawn { Terminal.write("\r\u{1B}[K", to: 2) }
  }
}
