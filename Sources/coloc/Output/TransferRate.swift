internal import ColocKit

/// How fast bytes have come lately and how long the rest takes at that rate.
struct TransferRate {
  /// What counts as lately: long enough for a steady figure, short enough to see a line that stalls.
  private static let window: Duration = .seconds(8)

  private var samples: [(time: Duration, bytes: Int64)] = []

  /// Takes in how many bytes were done at a time; fewer than before mean that it began anew.
  mutating func add(_ bytes: Int64, at time: Duration) {
    if let last = samples.last, bytes < last.bytes { samples = [] }
    samples.append((time, bytes))
    // The oldest one kept is just outside the window, so that it is covered whole.
    while samples.count > 2, samples[1].time <= time - Self.window { samples.removeFirst() }
  }

  /// Bytes a second, or nil before there is enough to tell.
  var perSecond: Int64? {
    guard let first = samples.first, let last = samples.last else { return nil }
    let seconds = (last.time - first.time) / .seconds(1)
    guard seconds >= 0.2 else { return nil }
    return Int64(Double(last.bytes - first.bytes) / seconds)
  }

  /// `12.3M/s, 1:05 left`, as much of it as is known.
  func words(until total: Int64) -> String {
    guard let rate = perSecond, let done = samples.last?.bytes else { return "" }
    let speed = "\(ByteCount(bytes: rate).approximate)/s"
    guard rate > 0, total > 0 else { return speed }
    return "\(speed), \(Self.time((max(0, total - done) + rate - 1) / rate)) left"
  }

  private static func time(_ seconds: Int64) -> String {
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    guard seconds < 100 * 3600 else { return "days" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
  }
}
