/// Which snapshots of a VM stay, in the words of restic-forget(1): `last=3,hourly=24,daily=7,weekly=4,monthly=6`.
///
/// A policy keeps one snapshot or more: what would keep none has no value of this type.
public struct RetentionPolicy: Parsed {
  /// What such a value is called.
  public static let noun = "a retention policy"
  /// What a counter may be.
  public static let counts = 1...10_000
  /// What is built in.
  public static let standard = RetentionPolicy(
    [.last: 3, .hourly: 24, .daily: 7, .weekly: 4, .monthly: 6],
    within: nil
  )

  /// Each counter keeps the newest snapshot of so many of its buckets; empty buckets do not count.
  public enum Counter: String, Sendable, CaseIterable {
    /// Every snapshot is a bucket of its own.
    case last
    /// Hours of UTC, so that the hour which comes twice in autumn is two.
    case hourly
    /// Days on the wall of the configured zone.
    case daily
    /// Weeks from Monday to Sunday (ISO 8601), of those days.
    case weekly
    /// Months of those days.
    case monthly
    /// Years of those days.
    case yearly
  }

  private let counters: [Counter: Int]
  /// Everything younger than this stays, counted back from the newest snapshot.
  public let within: TimeSpan?

  private init(_ counters: [Counter: Int], within: TimeSpan?) {
    self.counters = counters
    self.within = within
  }

  /// Makes a policy; nil when it would keep nothing, or a count is not one of `counts`.
  public init?(counters: [Counter: Int], within: TimeSpan?) {
    guard !counters.isEmpty || within != nil, counters.values.allSatisfy(Self.counts.contains) else { return nil }
    self.init(counters, within: within)
  }

  /// How many buckets a counter keeps; nil when the policy does not name it.
  public subscript(_ counter: Counter) -> Int? { counters[counter] }

  /// Parses `WORD=NUMBER` with commas between, in any order, each word at most once, and `within=TIME` as `36h`.
  public init(parsing text: String) throws(ParseFault) {
    guard !text.isEmpty else { throw Self.fault(text, "keeps nothing; say for example \(Self.standard)") }
    var counters: [Counter: Int] = [:]
    var within: TimeSpan?
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let shown = Printable.excerpt(String(part))
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2 else { throw Self.fault(text, "has '\(shown)', which is not written like daily=7") }
      if sides[0] == "within" {
        guard within == nil else { throw Self.fault(text, "says within twice") }
        within = try Self.span(sides[1], in: text)
      } else {
        guard let counter = Counter(rawValue: sides[0]) else {
          throw Self.fault(text, "has '\(shown)', and the words are \(Self.words), with commas and no spaces between")
        }
        guard counters[counter] == nil else { throw Self.fault(text, "says \(counter.rawValue) twice") }
        counters[counter] = try Self.count(sides[1], of: counter, in: text)
      }
    }
    self.init(counters, within: within)
  }

  private static var words: String { (Counter.allCases.map(\.rawValue) + ["within"]).joined(separator: ", ") }

  private static func count(_ digits: String, of counter: Counter, in text: String) throws(ParseFault) -> Int {
    let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isNumber, let count = Int(digits), counts.contains(count) else {
      let way = Int(digits) == 0 ? "leave \(counter.rawValue) out to keep none for it" : "a count is 1 to 10000"
      throw fault(text, "says \(counter.rawValue)=\(Printable.excerpt(digits)); \(way)")
    }
    return count
  }

  private static func span(_ written: String, in text: String) throws(ParseFault) -> TimeSpan {
    do throws(ParseFault) {
      return try TimeSpan(parsing: written)
    } catch {
      throw fault(text, "says within=\(Printable.excerpt(written)), which \(error.reason)")
    }
  }

  /// The policy as it is typed, in one order.
  public var description: String {
    let counted = Counter.allCases.compactMap { counter in self[counter].map { "\(counter.rawValue)=\($0)" } }
    return (counted + [within.map { "within=\($0)" }].compactMap { $0 }).joined(separator: ",")
  }

  /// The policy as it stands in a manifest.
  public var json: JSONValue {
    var fields: [String: JSONValue] = ["within": .text(within)]
    for counter in Counter.allCases { fields[counter.rawValue] = self[counter].map { .int($0) } ?? .null }
    return .object(fields)
  }
}
