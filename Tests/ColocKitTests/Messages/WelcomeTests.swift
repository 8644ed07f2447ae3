import Foundation
import Testing

@testable import ColocKit

@Suite("The answer for the tenant")
struct WelcomeTests {
  private let templates = TemplateSource(owners: "/nonexistent", installed: nil)

  private func welcome(
    os: ColocKit.OperatingSystem = .debian,
    ipv6: Bool = true,
    keys: [SSHPublicKey]? = nil,
    tenant: String = "Atelier vélo du canal",
    mail: String? = "bob@example.org",
    access: Bool = false
  ) throws -> Welcome {
    var vm = try SeedRequest.sample(os: os, ipv6: ipv6).vm
    vm.hostKeys = try keys ?? [.sample]
    return Welcome(
      vm: vm,
      system: "Debian 12",
      tenant: tenant,
      owner: .init(name: "Bob", mail: mail),
      ownerAccess: access
    )
  }

  @Test("All that is needed to connect, in both languages", arguments: Language.allCases)
  func complete(language: Language) throws {
    let text = try welcome().text(in: language, templates: templates)
    for part in [
      "velo-web", "Debian 12", "Atelier vélo du canal", "10.77.0.10", "2001:db8:77::10", "  ssh debian@10.77.0.10\n",
      "  ED25519 \(try SSHPublicKey.sample.fingerprint)\n", "2 vCPU", "sudo", "Bob", "bob@example.org",
    ] { #expect(text.contains(part), "\(part) is missing") }
    #expect(
      text.contains(language == .french ? "2 Gio de mémoire, 20 Gio de disque" : "2 GiB of memory, 20 GiB of disk")
    )
    #expect(!text.contains("{{") && !text.contains("CONTENT_TYPE") && !text.contains("false"))
    #expect(text.hasPrefix(language == .french ? "Bonjour,\n" : "Hello,\n") && text.hasSuffix("bob@example.org\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 78 }, "a line is too long for a mail")
  }

  @Test("What is not there is not mentioned", arguments: Language.allCases)
  func sparse(language: Language) throws {
    let text = try welcome(os: .alpine, ipv6: false, keys: [], mail: nil).text(in: language, templates: templates)
    #expect(!text.contains("IPv6") && !text.contains("SHA256") && !text.contains("false"))
    #expect(text.contains("doas") && text.contains(language == .french ? "pas encore connue" : "not known here yet"))
  }

  @Test("Whether the owner has access is said either way", arguments: Language.allCases)
  func ownerAccess(language: Language) throws {
    let with = try welcome(access: true).text(in: language, templates: templates)
    let without = try welcome(access: false).text(in: language, templates: templates)
    #expect(with.contains(language == .french ? "Comme convenu, Bob" : "As agreed, Bob"))
    #expect(without.contains(language == .french ? "Bob n'a pas de compte" : "Bob has no account"))
  }

  @Test("Nothing is escaped as for HTML; control and bidirectional characters do not get through")
  func values() throws {
    let tenant = "R&D <\"l'atelier\"> {{name}} \u{1B}[31m\u{202E}x\u{85}\ny"
    let text = try welcome(tenant: tenant).text(in: .english, templates: templates)
    #expect(text.contains("R&D <\"l'atelier\"> {{name}} \u{FFFD}[31m\u{FFFD}x\u{FFFD}\u{FFFD}y is ready"))
  }

  @Test("Both languages use every name that the code fills in")
  func namesUsed() throws {
    let known = Set(try welcome().values(in: .english).keys)
    for language in Language.allCases {
      let file = try templates.file("messages/welcome.\(language.rawValue).mustache")
      let kinds: [MessageTag.Kind] = [.value, .section, .inverted]
      let used = Set(try MessageTag.all(in: file.text).filter { kinds.contains($0.kind) }.map(\.name)).subtracting(["."]
      )
      #expect(used == known, "\(language): \(used.symmetricDifference(known))")
    }
  }
}
