import Foundation
import Testing

@testable import ColocKit

@Suite("Editing a tenant")
struct EditTests {
  private func key(_ byte: UInt8, _ comment: String) throws -> SSHPublicKey {
    let blob = Data([0, 0, 0, 11]) + Data("ssh-ed25519".utf8) + Data([0, 0, 0, 32]) + Data(repeating: byte, count: 32)
    return try SSHPublicKey(parsing: "ssh-ed25519 \(blob.base64EncodedString()) \(comment)")
  }

  private func edit(_ test: TestRack, _ body: (inout TenantChange) throws -> Void) throws -> [String] {
    var change = TenantChange()
    try body(&change)
    return try test.rack("tenant edit").editTenant(test.tenantName, change, reason: "asked")
  }

  private func tenant(_ test: TestRack) throws -> Tenant { try test.rack().tenant(test.tenantName) }

  @Test("A tenant without a key gets one, and can then have a VM")
  func firstKey() async throws {
    let test = try await TestRack()
    try test.change { $0.sshKeys = [] }
    #expect(try edit(test) { $0.addedKeys = [try key(1, "ana")] } == ["sshKeys"])
    _ = try await test.rack().create(test.request())
    #expect(try await test.traces() == .whole)
  }

  @Test("Only what was said changes; the audit log has names of fields and no values")
  func fields() async throws {
    let test = try await TestRack()
    let before = try tenant(test)
    let fields = try edit(test) {
      $0.displayName = "Atelier du canal"
      $0.language = .english
      $0.addedContacts = [try Contact(parsing: "phone:+33612345678")]
    }
    #expect(fields == ["displayName", "language", "contacts"])
    let after = try tenant(test)
    #expect(after.displayName == "Atelier du canal" && after.language == .english)
    #expect(after.contacts == before.contacts + [try Contact(parsing: "phone:+33612345678")])
    #expect(after.sshKeys == before.sshKeys && after.agreement == before.agreement && after.vms == before.vms)
    let line = try #require(test.audit().last)
    #expect(line.contains(#""fields":["displayName","language","contacts"]"#) && line.contains(#""reason":"asked""#))
    #expect(!line.contains("canal") && !line.contains("336"))
  }

  @Test("What is so already changes nothing and writes no audit line")
  func boring() async throws {
    let test = try await TestRack()
    let before = try tenant(test)
    let same = try SSHPublicKey(parsing: before.sshKeys[0].bare + " another-comment")
    let fields = try edit(test) {
      $0.language = before.language
      $0.addedContacts = before.contacts
      $0.addedKeys = [same]
    }
    #expect(fields.isEmpty)
    #expect(try tenant(test) == before && test.audit().isEmpty)
  }

  @Test("A key goes by its fingerprint or its comment")
  func removal() async throws {
    let test = try await TestRack()
    let (one, two) = (try key(1, "ana"), try key(2, "luc"))
    try test.change { $0.sshKeys = [one, two] }
    #expect(try edit(test) { $0.removedKeys = ["luc"] } == ["sshKeys"])
    #expect(try tenant(test).sshKeys == [one])
    #expect(try edit(test) { $0.removedKeys = [one.fingerprint] } == ["sshKeys"])
    #expect(try tenant(test).sshKeys.isEmpty)
  }

  @Test("A key that is not there: 66 with those that are; nothing else of the edit is done")
  func unknownKey() async throws {
    let test = try await TestRack()
    let before = try tenant(test)
    let failure = await Failure.of {
      _ = try edit(test) {
        $0.displayName = "other"
        $0.removedKeys = ["nobody"]
      }
    }
    #expect(failure?.kind == .notFound)
    #expect(failure?.hints == ["it has:", "  \(before.sshKeys[0].fingerprint) ana@velo.example"])
    #expect(try tenant(test) == before && test.audit().isEmpty)
  }

  @Test("An empty text names no key, not the one without a comment")
  func emptyComment() async throws {
    let test = try await TestRack()
    try test.change { $0.sshKeys = [try key(1, "")] }
    #expect(await Failure.of { _ = try edit(test) { $0.removedKeys = [""] } }?.kind == .notFound)
  }

  @Test("A comment that several keys have: 64 with the fingerprints")
  func ambiguous() async throws {
    let test = try await TestRack()
    try test.change { $0.sshKeys = [try key(1, "laptop"), try key(2, "laptop")] }
    let failure = await Failure.of { _ = try edit(test) { $0.removedKeys = ["laptop"] } }
    #expect(failure?.kind == .usage && failure?.hints.count == 3)
    #expect(try tenant(test).sshKeys.count == 2)
  }

  @Test("A contact that is not there: 66; one that is goes")
  func contacts() async throws {
    let test = try await TestRack()
    let failure = await Failure.of {
      _ = try edit(test) { $0.removedContacts = [try Contact(parsing: "email:nobody@velo.example")] }
    }
    #expect(failure?.kind == .notFound)
    #expect(
      try edit(test) { $0.removedContacts = [try Contact(parsing: "email:contact@velo.example")] } == ["contacts"]
    )
    #expect(try tenant(test).contacts.map(\.description) == ["matrix:@ana:velo.example"])
  }

  @Test("A tenant nobody knows: 66; a display name of two lines: 64")
  func refused() async throws {
    let test = try await TestRack()
    let unknown = await Failure.of {
      _ = try test.rack().editTenant(TenantName(parsing: "nobody"), TenantChange(), reason: nil)
    }
    #expect(unknown?.kind == .notFound)
    #expect(await Failure.of { _ = try edit(test) { $0.displayName = "a\nb" } }?.kind == .usage)
  }

  @Test("No guest is touched, the host is not even asked")
  func guests() async throws {
    let test = try await TestRack()
    _ = try await test.makeVM()
    await test.host.heal()
    _ = try edit(test) { $0.addedKeys = [try key(3, "new")] }
    #expect(await test.host.calls.isEmpty)
  }
}
