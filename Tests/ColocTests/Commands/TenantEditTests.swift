import Testing

@testable import ColocKit
@testable import coloc

@Suite("tenant edit says what changed and what did not")
struct TenantEditTests {
  @Test func nothing() throws {
    #expect(TenantEdit.words(for: [], of: try Sample.tenant()) == ["asso-velo is so already"])
  }

  @Test func plain() throws {
    let words = TenantEdit.words(for: ["language", "contacts"], of: try Sample.tenant(vms: [Sample.vm()]))
    #expect(words == ["changed language, contacts of asso-velo"])
  }

  @Test("A change of keys touches no guest, and says so")
  func keys() throws {
    let words = TenantEdit.words(for: ["sshKeys"], of: try Sample.tenant(vms: [Sample.vm()]))
    #expect(
      words == [
        "changed sshKeys of asso-velo",
        "not touched: velo-web; keys there are changed inside, in ~/.ssh/authorized_keys",
      ]
    )
  }

  @Test func lastKey() throws {
    var tenant = try Sample.tenant()
    tenant.sshKeys = []
    #expect(TenantEdit.words(for: ["sshKeys"], of: tenant).last == "it has no key left: no VM can be created for it")
  }
}
