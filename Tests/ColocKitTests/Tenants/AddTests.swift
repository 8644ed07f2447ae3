import Testing

@testable import ColocKit

@Suite("Adding tenants")
struct AddTests {
  private func request(_ name: String, isSelf: Bool = false, displayName: String? = nil) throws -> TenantRequest {
    TenantRequest(
      name: try TenantName(parsing: name),
      displayName: displayName,
      language: nil,
      isSelf: isSelf,
      contacts: [],
      sshKeys: []
    )
  }

  @Test("Nothing said: English, the short name, nothing agreed")
  func plain() async throws {
    let test = try await TestRack()
    let tenant = try await test.rack("tenant add").addTenant(request("choir"), reason: nil)
    #expect(tenant.displayName == "choir" && tenant.language == .english && tenant.agreement == nil && !tenant.isSelf)
    #expect(try test.rack().tenant(tenant.name) == tenant)
  }

  @Test("The owner is added once; another name does not help")
  func once() async throws {
    let test = try await TestRack()
    _ = try await test.rack().addTenant(request("me", isSelf: true), reason: nil)
    let failure = await Failure.of { _ = try await test.rack().addTenant(request("myself", isSelf: true), reason: nil) }
    #expect(failure?.kind == .cannotCreate && failure?.message.hasPrefix("the owner is me already") == true)
    #expect(try test.rack().state.manifests.all().tenants.count { $0.isSelf } == 1)
  }

  @Test("A name that is taken: 73, and the manifest stays as it is")
  func taken() async throws {
    let test = try await TestRack()
    let before = try test.rack().tenant(test.tenantName)
    let failure = await Failure.of { _ = try await test.rack().addTenant(request("asso-velo"), reason: nil) }
    #expect(failure?.kind == .cannotCreate)
    #expect(try test.rack().tenant(test.tenantName) == before)
  }

  @Test("A display name is one line of at most 100 characters")
  func displayName() async throws {
    let test = try await TestRack()
    for name in ["", "a\tb", String(repeating: "a", count: 101)] {
      let failure = await Failure.of {
        _ = try await test.rack().addTenant(request("choir", displayName: name), reason: nil)
      }
      #expect(failure?.kind == .usage)
    }
  }

  @Test("The owner needs no conversation and no agreement to get a VM, only a key")
  func owner() async throws {
    let test = try await TestRack()
    let me = try await test.rack().addTenant(request("me", isSelf: true), reason: nil)
    var change = TenantChange()
    change.addedKeys = [try Sample.key("zoe")]
    _ = try test.rack().editTenant(me.name, change, reason: nil)
    _ = try await test.rack().create(test.request("wiki", tenant: "me"))
    #expect(try await test.traces(of: "wiki") == .whole)
  }
}
