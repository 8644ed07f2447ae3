/// The name of an image file at its publisher: `debian-{release}-genericcloud-amd64.qcow2`.
///
/// `{release}` stands for the release that is asked for, `{version}` for a point release of it and `{revision}` for a
/// build number: those two are looked up in the directory's listing.
public struct FilePattern: Parsed {
  /// What such a value is called.
  public static let noun = "the name of an image file"

  private enum Piece: Sendable, Hashable {
    case literal(String)
    case release
    case version
    case revision
  }

  private static let placeholders: [(word: String, piece: Piece)] = [
    ("{release}", .release), ("{version}", .version), ("{revision}", .revision),
  ]

  /// The pattern as it was written.
  public let description: String
  private let pieces: [Piece]

  /// Parses letters, digits, `-`, `.` and `_` with placeholders between them.
  public init(parsing text: String) throws(ParseFault) {
    var pieces: [Piece] = []
    var rest = text[...]
    while !rest.isEmpty {
      let literal = rest.prefix { $0 != "{" }
      guard literal.utf8.allSatisfy(Self.isNameByte) else {
        throw Self.fault(text, "may hold only A-Z a-z 0-9 - . _ and {release}, {version}, {revision}")
      }
      if !literal.isEmpty { pieces.append(.literal(String(literal))) }
      rest = rest.dropFirst(literal.count)
      guard !rest.isEmpty else { break }
      guard let (word, piece) = Self.placeholders.first(where: { rest.hasPrefix($0.word) }) else {
        throw Self.fault(text, "has a placeholder that is none of {release}, {version}, {revision}")
      }
      pieces.append(piece)
      rest = rest.dropFirst(word.count)
    }
    guard case .literal(let first) = pieces.first, first.first != ".", first.first != "-" else {
      throw Self.fault(text, "must begin with a letter or a digit")
    }
    let kinds = pieces.map { if case .literal = $0 { true } else { false } }
    guard !zip(kinds, kinds.dropFirst()).contains(where: { !$0 && !$1 }) else {
      throw Self.fault(text, "has two placeholders with nothing between them")
    }
    description = text
    self.pieces = pieces
  }

  /// The name, when the release alone decides it.
  func name(for release: Release) -> String? {
    var name = ""
    for piece in pieces {
      switch piece {
      case .literal(let text): name += text
      case .release: name += release.description
      case .version, .revision: return nil
      }
    }
    return name
  }

  /// The pattern with the release filled in, the rest still open.
  func filled(for release: Release) -> String { description.replacing("{release}", with: release.description) }

  /// The newest name of this pattern in a directory's listing, whatever stands around the names there.
  func newest(in listing: String, release: Release) -> String? {
    let words = listing.utf8.split { !Self.isNameByte($0) }.compactMap { String($0) }
    let found = Set(words).compactMap { word in match(word[...], release: release).map { (word: word, build: $0) } }
    return found.max { $0.build.lexicographicallyPrecedes($1.build) }?.word
  }

  /// The numbers of the version and the revision, when `word` is a name of this pattern.
  private func match(_ word: Substring, release: Release) -> [Int]? {
    var rest = word
    var numbers: [Int] = []
    for piece in pieces {
      switch piece {
      case .literal(let text):
        guard rest.hasPrefix(text) else { return nil }
        rest = rest.dropFirst(text.count)
      case .release:
        guard rest.hasPrefix(release.description) else { return nil }
        rest = rest.dropFirst(release.description.count)
      case .version:
        let run = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
        guard let version = Release(String(run)), version.isPoint(of: release) else { return nil }
        numbers += version.numbers + Array(repeating: 0, count: 3 - version.numbers.count)
        rest = rest.dropFirst(run.count)
      case .revision:
        let run = rest.prefix { ("0"..."9").contains($0) }
        guard let number = UInt16(run) else { return nil }
        numbers.append(Int(number))
        rest = rest.dropFirst(run.count)
      }
    }
    return rest.isEmpty ? numbers : nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "-._".utf8.contains(byte)
  }
}
