import Testing

@testable import ColocKit

@Suite("What a guest says on its console is read, never believed")
struct ConsoleTranscriptTests {
  private static let begin = "-----BEGIN SSH HOST KEY KEYS-----"
  private static let end = "-----END SSH HOST KEY KEYS-----"

  private func transcript() throws -> ConsoleTranscript { ConsoleTranscript(of: try VMName(parsing: "velo-web")) }

  private func block(_ keys: [String]) -> String {
    ([Self.begin] + keys + [Self.end]).joined(separator: "\r\n") + "\r\n"
  }

  @Test("Silence is not life; one byte is")
  func life() throws {
    var transcript = try transcript()
    transcript.feed([])
    #expect(!transcript.isAlive)
    transcript.feed([0])
    #expect(transcript.isAlive && transcript.tail(5).isEmpty)
  }

  @Test("A key block is read whole, however the reads are split")
  func keys() throws {
    let key = try Sample.key("root@velo-web")
    let bytes = Array(("booting\r\n" + block([key.description]) + "coloc: velo-web is ready\r\n").utf8)
    for size in [1, 2, 3, 7, 64, bytes.count] {
      var transcript = try transcript()
      for start in stride(from: 0, to: bytes.count, by: size) {
        transcript.feed(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      #expect(transcript.hostKeys == [key], "in pieces of \(size)")
      #expect(transcript.isFinished && transcript.lines.first == "booting")
    }
  }

  @Test("Words of the kernel or of systemd before a key, colours around it")
  func noise() throws {
    let key = try Sample.key("")
    var transcript = try transcript()
    let lines = ["[   12.3] cloud-init[300]: \u{1B}[32m\(key.bare)\u{1B}[0m"]
    transcript.feed(Array(block(lines).utf8))
    #expect(transcript.hostKeys == [key])
  }

  @Test("Keys count only between the marks, and only when the block was closed")
  func outside() throws {
    let key = try Sample.key()
    var open = try transcript()
    open.feed(Array("\(key)\n\(Self.begin)\n\(key)\n".utf8))
    #expect(open.hostKeys.isEmpty)
    open.feed(Array("\(Self.end)\n".utf8))
    #expect(open.hostKeys.count == 1)
    var ends = try transcript()
    ends.feed(Array("\(key)\n\(Self.end)\n".utf8))
    #expect(ends.hostKeys.isEmpty)
  }

  @Test("A torn block that begins again gives the second one's keys")
  func torn() throws {
    let (old, new) = (try Sample.key("old"), try Sample.key("new"))
    var transcript = try transcript()
    transcript.feed(Array("\(Self.begin)\n\(old)\nkernel panic\n".utf8))
    transcript.feed(Array(block([new.description]).utf8))
    #expect(transcript.hostKeys.map(\.comment) == ["new"])
  }

  @Test("What is no key between the marks is passed over")
  func noKeys() throws {
    var transcript = try transcript()
    transcript.feed(Array(block(["ssh-ed25519 AAAA", "ssh-rsa !!!", "ecdsa-nothing", ""]).utf8))
    #expect(transcript.hostKeys.isEmpty)
  }

  @Test("Another VM's final message is not ours")
  func marker() throws {
    var transcript = try transcript()
    transcript.feed(Array("coloc: velo-mail is ready\n".utf8))
    #expect(!transcript.isFinished)
    transcript.feed(Array("[  21.0] coloc: velo-web is ready\n".utf8))
    #expect(transcript.isFinished)
  }

  @Test("Nothing that reaches a terminal can move its cursor or reorder a line")
  func hostile() throws {
    var transcript = try transcript()
    let hostile: [UInt8] = [0x1B, 0x5D] + Array("0;title\u{7}\u{202E}evil\u{9B}2J".utf8) + [0xFF, 0xC3, 0x0A]
    transcript.feed(hostile)
    transcript.feed(Array("\u{1B}[2J\u{1B}[1;31mred\u{1B}[0m\n".utf8))
    let tail = transcript.tail(10)
    #expect(tail.last == "red")
    for line in tail {
      #expect(!line.unicodeScalars.contains(where: Printable.isDangerous), "\(line.debugDescription)")
    }
  }

  @Test("Bytes without any end of line are bounded, and so are lines")
  func bounds() throws {
    var transcript = try transcript()
    for _ in 0..<64 { transcript.feed([UInt8](repeating: 0x41, count: 4096)) }
    #expect(transcript.lines.allSatisfy { $0.count <= 4096 })
    for number in 0..<1000 { transcript.feed(Array("line \(number)\n".utf8)) }
    #expect(transcript.lines.count == 200 && transcript.lines.last == "line 999")
    transcript.feed(Array("log".utf8))
    #expect(transcript.tail(2) == ["line 999", "log"])
  }

  @Test("Random bytes never end it", arguments: 0..<8)
  func random(_ seed: UInt64) throws {
    var generator = Xorshift(seed: seed)
    var transcript = try transcript()
    for _ in 0..<400 {
      let count = Int.random(in: 0..<80, using: &generator)
      transcript.feed((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
      if generator.next() % 9 == 0 { transcript.feed(Array("\(Self.begin)\n".utf8)) }
      if generator.next() % 9 == 0 { transcript.feed(Array("\(Self.end)\n".utf8)) }
    }
    #expect(transcript.hostKeys.isEmpty)
    let dangerous = transcript.tail(200).contains { $0.unicodeScalars.contains(where: Printable.isDangerous) }
    #expect(!dangerous)
  }
}

/// A generator that gives the same numbers for the same seed.
private struct Xorshift: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
