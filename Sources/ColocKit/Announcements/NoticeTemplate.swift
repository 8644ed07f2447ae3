internal import Foundation

/// What a notice's templates may say about a window, and the words that come of it.
struct NoticeTemplate {
  let window: Window
  let kind: NoticeKind
  /// The window as people were told before, where that was otherwise.
  let before: Notice?
  let owner: Configuration.Owner
  let clock: WallClock

  /// What one tenant reads.
  ///
  /// - Throws: `Failure(.invalidFile)` for a mistake in the template, with `FILE:LINE: reason`.
  func words(for tenant: Tenant, templates: TemplateSource) throws(Failure) -> NoticeWords {
    let language = tenant.language
    let (vms, missing) = machines(of: tenant)
    var values = facts(in: language, text: Self.lines(saysPlan ? window.texts[language] : nil), reason: window.reason)
    values["tenant"] = tenant.displayName
    values["vms"] = vms
    values["has_vms"] = !vms.isEmpty
    values["several"] = vms.count > 1
    values["missing"] = missing
    values["has_missing"] = !missing.isEmpty
    values["owner_mail"] = owner.mail ?? false
    values["owner"] = owner.name
    let file = try templates.file("messages/maintenance-\(kind.stem).\(language.rawValue).mustache")
    return try Self.words(MessageTemplate(file, names: Set(values.keys)).render(values), file)
  }

  /// What everybody reads, with no more than `cut` characters of the owner's own text; nothing in it names a tenant.
  ///
  /// - Throws: As `words(for:)` does.
  func publicWords(in language: Language, cut: Int? = nil, templates: TemplateSource) throws(Failure) -> NoticeWords {
    let own = saysPlan ? window.texts[language] : nil
    let text = cut.map { own?.shortened(to: $0) } ?? own
    // The owner's words are the reason.
    let reason: Any = saysPlan && own == nil ? window.reason : false
    var values = facts(in: language, text: Self.lines(text), reason: reason)
    for kind in NoticeKind.allCases { values[kind.stem] = kind.stem == self.kind.stem }
    let file = try templates.file("messages/maintenance-public.\(language.rawValue).mustache")
    return try Self.words(MessageTemplate(file, names: Set(values.keys)).render(values), file)
  }

  /// Whether the owner's words belong into it: they were written about what is to come.
  private var saysPlan: Bool { [.plan, .change, .underway].contains(kind) }

  private func facts(in language: Language, text: [String], reason: Any) -> [String: Any] {
    let span = { (start: Timestamp, length: Int?) in
      WindowSpan(start: start, length: length, on: clock).text(in: language)
    }
    let isOtherwise = before.map { $0.start != window.start || $0.length != window.length } ?? false
    let day = LocalMoment(window.start, on: clock)
    let zone = clock.zone.identifier
    return [
      "day": language == .french ? FrenchTime(zone: zone).date(day) : EnglishTime(zone: zone).date(day),
      "when": span(window.start, window.length),
      "was": before.flatMap { isOtherwise ? span($0.start, $0.length) : nil } ?? false,
      "length": window.length.map { language.length(seconds: $0) } ?? false,
      "duration": window.duration.map { language.length(seconds: $0) } ?? false,
      "reason": reason,
      "text": text,
      "planned": window.planned,
    ]
  }

  /// The tenant's VMs that the notice is about, and those that it waits for in vain.
  private func machines(of tenant: Tenant) -> (vms: [String], missing: [String]) {
    let all = tenant.vms.map(\.name.description).sorted()
    let entries = window.vms.filter { $0.tenant == tenant.name }
    guard !window.vms.isEmpty, kind == .underway || kind.isAllClear else { return (all, []) }
    guard kind.isAllClear else { return (entries.map(\.name).sorted(), []) }
    let back = entries.filter { $0.back == .started || $0.back == .ran }
    return (back.map(\.name).sorted(), entries.filter { $0.back == nil }.map(\.name).sorted())
  }

  private static func lines(_ text: String?) -> [String] {
    text?.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) ?? []
  }

  /// The first line is the subject; what follows an empty line is the text.
  private static func words(_ rendered: String, _ file: TemplateFile) throws(Failure) -> NoticeWords {
    let lines = rendered.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 2, !lines[0].allSatisfy(\.isWhitespace), lines[1].isEmpty,
      lines[2...].contains(where: { !$0.isEmpty })
    else {
      throw Failure(
        .invalidFile,
        "\(file.path):2: the first line must be the subject, the second empty, and then comes the text"
      )
    }
    let body = lines[2...].drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed()
    return NoticeWords(subject: String(lines[0]), text: body.joined(separator: "\n") + "\n")
  }
}

extension Window {
  /// How long it really took, in seconds; nil before it is over.
  var duration: Int? { ended.map { Int(max(0, $0.seconds - (begun ?? start).seconds)) } }
}

extension String {
  /// At most `limit` characters, cut between words where possible, with an ellipsis.
  func shortened(to limit: Int) -> String {
    guard count > limit else { return self }
    guard limit > 1 else { return "" }
    let start = prefix(limit - 1)
    let cut = start.lastIndex { $0.isWhitespace } ?? start.endIndex
    let words = start.distance(from: start.startIndex, to: cut) > limit / 2 ? start[..<cut] : start
    return String(words.reversed().drop { $0.isWhitespace }.reversed()) + "…"
  }
}
