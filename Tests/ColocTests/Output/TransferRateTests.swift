import Testing

@testable import coloc

@Suite("The bar tells rate and time left, and stays in its line")
struct TransferRateTests {
  private func rate(_ samples: [(Double, Int64)]) -> TransferRate {
    var rate = TransferRate()
    for (seconds, bytes) in samples { rate.add(bytes, at: .seconds(seconds)) }
    return rate
  }

  @Test("Nothing before there is enough to tell")
  func early() {
    #expect(rate([]).words(until: 10) == "")
    #expect(rate([(1, 0), (1.1, 9 << 20)]).words(until: 10) == "")
  }

  @Test("Of lately, not of all the time; a stall is seen; what was there before a resume does not count")
  func lately() {
    let steady: [(Double, Int64)] = (0...100).map { (Double($0), Int64($0) << 20) }
    #expect(rate(steady).perSecond == 1 << 20)
    let fast: [(Double, Int64)] = (1...10).map { step in
      let megabytes: Int64 = 100 + 10 * Int64(step)
      return (Double(100 + step), megabytes << 20)
    }
    let faster = steady + fast
    #expect(rate(faster).perSecond == 10 << 20)
    #expect(rate(steady + [(130, 100 << 20)]).words(until: 200 << 20) == "0B/s")
    #expect(rate([(0, 200 << 20), (2, 204 << 20)]).perSecond == 2 << 20)
    #expect(rate([(0, 200 << 20), (1, 0), (2, 1 << 20)]).perSecond == 1 << 20)
  }

  @Test(
    "Time left, rounded up",
    arguments: [
      (1, "1M/s, 0:01 left"), (90, "1M/s, 1:30 left"), (3605, "1M/s, 1:00:05 left"), (999_999, "1M/s, days left"),
      (0, "1M/s, 0:00 left"),
    ]
  )
  func left(seconds: Int64, words: String) {
    #expect(rate([(0, 0), (10, 10 << 20)]).words(until: (10 + seconds) << 20) == words)
  }

  @Test("A line of at most 80 columns; without a total no bar")
  func line() {
    let slow = rate([(0, 0), (10, 1234 * 1024)])
    let long = TerminalNarrator.line("download", done: 1234 * 1024, of: 1023 << 20, slow)
    #expect(long == "download [....................] 0% of 1023M  123.3K/s, 2:21:20 left", "\(long)")
    #expect(long.count <= 80)
    let half = TerminalNarrator.line("upload", done: 1 << 20, of: 2 << 20, TransferRate())
    #expect(half == "upload [##########..........] 50% of 2M")
    #expect(
      TerminalNarrator.line("download", done: 5 << 20, of: 0, rate([(0, 0), (1, 5 << 20)])) == "download 5M  5M/s"
    )
  }
}
