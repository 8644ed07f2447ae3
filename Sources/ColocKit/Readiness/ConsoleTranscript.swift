/// What a guest said on its serial console: the last lines, the SSH host keys, cloud-init's final message.
///
/// Everything here was written by a guest; lines are cleaned for a terminal, keys go through their parser.
public struct ConsoleTranscript: Sendable {
  private static let kept = 200
  private static let longestLine = 4096

  /// Whether anything was said.
  public private(set) var isAlive = false
  /// The last lines, at most 200, cleaned.
  public private(set) var lines: [String] = []
  /// The host keys that stood between cloud-init's BEGIN and END lines (cc_keys_to_console).
  public private(set) var hostKeys: [SSHPublicKey] = []
  /// Whether cloud-init's final message for this VM was there.
  public private(set) var isFinished = false

  private let marker: String
  private var partial: [UInt8] = []
  private var insideKeys = false
  private var keys: [SSHPublicKey] = []

  /// Makes an empty transcript of the VM with this name.
  public init(of name: VMName) { marker = "coloc: \(name) is ready" }

  /// Takes in what the console said.
  public mutating func feed(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    isAlive = true
    for byte in bytes {
      if byte == UInt8(ascii: "\n") || partial.count >= Self.longestLine {
        finishLine()
      } else {
        partial.append(byte)
      }
    }
  }

  /// The last lines that hold anything, at most `count`, the unfinished one included.
  public func tail(_ count: Int) -> [String] {
    let unfinished = Self.text(partial)
    return (lines + [unfinished]).filter { !$0.isEmpty }.suffix(count)
  }

  private mutating func finishLine() {
    let line = Self.text(partial)
    partial.removeAll(keepingCapacity: true)
    lines.append(line)
    if lines.count > Self.kept { lines.removeFirst() }
    read(line)
  }

  private mutating func read(_ line: String) {
    if line.contains("-----BEGIN SSH HOST KEY KEYS-----") {
      insideKeys = true
      keys = []
    } else if line.contains("-----END SSH HOST KEY KEYS-----") {
      if insideKeys, !keys.isEmpty { hostKeys = keys }
      insideKeys = false
    } else if insideKeys, let key = Self.key(in: line) {
      keys.append(key)
    }
    if line.contains(marker) { isFinished = true }
  }

  /// The kernel's and systemd's words can stand in front of a key on the same line.
  private static func key(in line: String) -> SSHPublicKey? {
    let words = line.split(separator: " ").map(String.init)
    guard let start = words.firstIndex(where: { $0.hasPrefix("ssh-") || $0.hasPrefix("ecdsa-") }) else { return nil }
    return SSHPublicKey(words[start...].prefix(3).joined(separator: " "))
  }

  private static func text(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return Printable.clean(withoutEscapes(text)).replacing("\u{FFFD}", with: "")
      .trimmingSpaces()
  }

  /// Colour and cursor sequences (ECMA-48 CSI) are dropped whole, or their letters would stay behind.
  private static func withoutEscapes(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var state = 0
    for scalar in text.unicodeScalars {
      switch (state, scalar) {
      case (0, "\u{1B}"): state = 1
      case (1, "["): state = 2
      case (1, _): state = 0
      case (2, "\u{40}"..."\u{7E}"): state = 0
      case (2, _): break
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

extension String {
  fileprivate func trimmingSpaces() -> String {
    guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[first...last])
  }
}
