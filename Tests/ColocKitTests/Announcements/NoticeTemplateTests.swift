import Foundation
import Testing

@testable import ColocKit

@Suite("The templates of what people are told")
struct NoticeTemplateTests {
  private let templates = TemplateSource(owners: "/nonexistent", installed: nil)

  private func template(
    _ kind: NoticeKind,
    planned: Bool = true,
    length: Int? = 7200,
    texts: [Language: String] = [:],
    moved: Bool = false,
    vms: [OutageEntry] = []
  ) throws -> NoticeTemplate {
    let start = try Timestamp(parsing: "2026-12-05T21:00:00Z")
    let window = Window(
      id: try WindowID(parsing: "20261205-disques"),
      state: .ended,
      planned: planned,
      start: start,
      length: length,
      reason: "disques {{owner}}",
      texts: texts,
      created: start,
      begun: Timestamp(seconds: start.seconds + 60),
      ended: Timestamp(seconds: start.seconds + 60 + 5400),
      vms: vms
    )
    let before = Notice(
      kind: .plan,
      sequence: 0,
      at: start,
      start: start.adding(days: moved ? -1 : 0),
      length: length,
      words: [:],
      messages: []
    )
    return NoticeTemplate(
      window: window,
      kind: kind,
      before: before,
      owner: .init(name: "Zoé", mail: "zoe@rack.example"),
      clock: WallClock(zone: "Europe/Paris")
    )
  }

  private func tenant(_ language: Language, vms: [VMRecord]? = nil) throws -> Tenant {
    var tenant = try Sample.tenant(vms: vms ?? [Sample.vm("velo-web", number: 1), Sample.vm("velo-mail", number: 2)])
    tenant.language = language
    tenant.displayName = "Atelier vélo du canal"
    return tenant
  }

  static let all = NoticeKind.allCases.flatMap { kind in Language.allCases.map { (kind, $0) } }

  @Test("Each kind in each language: complete, short enough for a mail, nothing left over", arguments: all)
  func complete(kind: NoticeKind, language: Language) throws {
    for (length, texts) in [(7200, [:]), (7200, [language: "Première ligne.\n\nDeuxième."]), (nil, [:])] {
      for planned in [true, false] {
        let template = try template(kind, planned: planned, length: length, texts: texts, moved: true)
        let words = try template.words(for: tenant(language), templates: templates)
        let text = words.text
        for word in ["Atelier vélo du canal", "Zoé", "zoe@rack.example"] { #expect(text.contains(word), "\(text)") }
        for left in ["{{#", "CONTENT_TYPE", "false", "true", "\u{FFFD}", "\n\n\n"] {
          #expect(!text.contains(left), "\(left): \(text)")
        }
        #expect(text.hasSuffix("zoe@rack.example\n") && !words.subject.isEmpty && words.subject.count < 70)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
        if kind != .cancel { #expect(text.contains("velo-mail\n  velo-web\n") || texts.isEmpty == false, "\(text)") }
        if kind.isAllClear {
          #expect(
            text.contains(language == .french ? "Elle a duré 1 heure 30." : "It took 1 hour 30 minutes."),
            "\(text)"
          )
        } else {
          #expect(text.contains(language == .french ? "samedi 5 décembre 2026" : "Saturday 5 December 2026"), "\(text)")
        }
        let saysPlan = [.plan, .change, .underway].contains(kind)
        #expect(text.contains("disques {{owner}}") == (saysPlan && texts.isEmpty), "\(text)")
        #expect(text.contains("Première ligne.\n\nDeuxième.\n") == (saysPlan && !texts.isEmpty), "\(text)")
        let everybody = try template.publicWords(in: language, templates: templates)
        #expect(!everybody.text.contains("vélo") && !everybody.text.contains("velo-web"))
        #expect(!everybody.text.contains("{{#") && !everybody.text.contains("\n\n\n"), "\(everybody.text)")
        #expect(PublicText.length(of: everybody.text) < 240, "two languages must fit into 500 characters")
      }
    }
  }

  @Test("A change of the time says what was planned before; one of the words does not", arguments: Language.allCases)
  func before(language: Language) throws {
    let moved = try template(.change, moved: true).words(for: tenant(language), templates: templates).text
    let same = try template(.change, moved: false).words(for: tenant(language), templates: templates).text
    let was = language == .french ? "vendredi 4 décembre 2026" : "Friday 4 December 2026"
    #expect(moved.contains(was) && !same.contains(was))
  }

  @Test("The all-clear names what came back, and what did not", arguments: Language.allCases)
  func back(language: Language) throws {
    let name = try Sample.tenant().name
    let entries = try [("velo-web", OutageEntry.Return.started), ("velo-mail", nil), ("velo-db", .left)].enumerated()
      .map {
        OutageEntry(uuid: try Sample.uuid($0.offset), name: $0.element.0, tenant: name, order: 50, back: $0.element.1)
      }
    let text = try template(.end, vms: entries).words(for: tenant(language), templates: templates).text
    let (here, missing) = language == .french ? ("de nouveau là :", "je m'en occupe :") : ("is back:", "working on it:")
    #expect(text.contains("\(here)\n\n  velo-web\n") && text.contains("\(missing)\n\n  velo-mail\n"), "\(text)")
    #expect(!text.contains("velo-db"))
  }

  @Test("Nothing that a tenant or the owner wrote becomes structure")
  func hostile() throws {
    var tenant = try tenant(.english)
    tenant.displayName = "R&D {{reason}} \u{202E}x\ny"
    let text = try template(.plan, texts: [.english: "{{tenant}} \u{202E}z"]).words(for: tenant, templates: templates)
      .text
    #expect(text.contains("R&D {{reason}} \u{FFFD}x\u{FFFD}y") && text.contains("{{tenant}} \u{FFFD}z\n"))
  }

  @Test("All languages of a kind use the same names, and no template an unknown one", arguments: NoticeKind.allCases)
  func names(kind: NoticeKind) throws {
    func used(_ file: String) throws -> Set<String> {
      let kinds: [MessageTag.Kind] = [.value, .section, .inverted]
      return Set(try MessageTag.all(in: templates.file(file).text).filter { kinds.contains($0.kind) }.map(\.name))
    }
    for stem in [kind.stem, "public"] {
      let names = try Language.allCases.map { try used("messages/maintenance-\(stem).\($0.rawValue).mustache") }
      #expect(Set(names).count == 1, "\(stem): \(names)")
      #expect(names[0].contains(kind.isAllClear ? "duration" : "when"))
    }
  }

  @Test("A mistake in the owner's template is told with its line, and nothing is sent")
  func mistake() async throws {
    let post = try await TestPost()
    let window = try post.plan()
    let directory = "\(post.test.layout.templates)/messages"
    try FileManager.default.createDirectory(
      atPath: directory,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o755]
    )
    for (text, reason) in [
      ("{{% CONTENT_TYPE: PLAIN}}\ns\n\n{{whenn}}\n", ":4: {{whenn}} is no known name"),
      ("{{% CONTENT_TYPE: PLAIN}}\nsubject only\n", ":2: the first line must be the subject"),
    ] {
      let path = "\(directory)/maintenance-plan.fr.mustache"
      try Data(text.utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      let failure = await #expect(throws: Failure.self) { try await post.announce(window.id) }
      #expect(failure?.kind == .invalidFile && failure?.message.contains(reason) == true, "\(failure?.message ?? "")")
    }
    #expect(post.runner.programs.isEmpty)
    #expect(try post.rack.window(window.id).state == .draft)
  }
}
