/// One text for everybody in the rack's languages, as long as a channel takes it.
enum PublicText {
  /// The words of each language below each other; the owner's own text is cut where they do not fit, and then the
  /// languages behind the first are left out.
  ///
  /// - Throws: `Failure(.invalidFile)` when not even the template's own words fit.
  static func text(
    _ languages: [Language],
    limit: Int?,
    words: (Language, _ cut: Int?) throws(Failure) -> NoticeWords
  ) throws(Failure) -> String {
    for count in stride(from: languages.count, to: 0, by: -1) {
      // Texts have at most 2000 characters; at 1, nothing of the owner's own is left.
      for cut in [nil, 400, 300, 200, 150, 100, 60, 1] {
        var texts: [String] = []
        for language in languages.prefix(count) { texts.append(try words(language, cut).text) }
        let text = texts.joined(separator: "\n")
        guard let limit, length(of: text) > limit else { return text }
      }
    }
    throw Failure(
      .invalidFile,
      "messages/maintenance-public.\(languages[0].rawValue).mustache gives more than \(limit ?? 0) characters"
    )
  }

  /// The length as Mastodon counts it: what a reader sees as one character is one, and an address of the web is 23; here
  /// never less than without that rule, so that other servers agree.
  static func length(of text: String) -> Int {
    let text = text.reversed().drop { $0.isNewline }.reversed()
    let pieces = text.split(omittingEmptySubsequences: false) { $0.isWhitespace }
    return pieces.map { piece in
      let isAddress = ["https://", "http://"].contains { String(piece).contains($0) }
      return isAddress ? max(23, piece.count) : piece.count
    }.reduce(0, +) + pieces.count - 1
  }
}
