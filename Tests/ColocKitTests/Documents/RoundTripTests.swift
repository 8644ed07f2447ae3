import ColocKit
import Testing

/// Each record reads back as it was written.
@Suite struct RoundTripTests {
  private func again<Record: ReadableRecord>(_ record: Record, _ json: JSONValue) throws -> Record {
    try Record(json: Array(json.pretty.utf8), file: "record.json")
  }

  @Test func tenant() throws {
    let tenant = try Sample.tenant()
    #expect(try again(tenant, tenant.json) == tenant)
  }

  @Test func bareTenant() throws {
    let name = try TenantName(parsing: "me")
    let tenant = Tenant(name: name, displayName: "me", language: .english, isSelf: true, created: Sample.moment)
    #expect(try again(tenant, tenant.json) == tenant)
  }

  @Test("A tenant that is suspended, or was refused")
  func stoodDown() throws {
    var tenant = try Sample.tenant()
    tenant.suspended = Suspension(
      since: Sample.moment,
      reason: "moves",
      ran: [tenant.vms[0].name],
      autostart: [tenant.vms[0].name],
      resuming: true
    )
    #expect(try again(tenant, tenant.json) == tenant)
    for conversation in [nil, ConversationID(number: 1)] {
      tenant.refused = TenantRefusal(since: Sample.moment, reason: "spam", conversation: conversation)
      #expect(try again(tenant, tenant.json) == tenant)
    }
  }

  @Test("A manifest of the first days says nothing of suspension and refusal")
  func oldManifest() throws {
    let tenant = try Sample.tenant()
    guard case .object(var fields) = tenant.json else { return }
    #expect(fields["suspended"] == .null && fields["refused"] == .null)
    fields["suspended"] = nil
    fields["refused"] = nil
    #expect(try again(tenant, .object(fields)) == tenant)
  }

  @Test func vm() throws {
    let vm = try Sample.vm()
    #expect(try again(vm, vm.json) == vm)
  }

  @Test("A VM that was adopted says only what is known of it; one that was made says all")
  func adopted() throws {
    let vm = try Sample.adopted()
    #expect(try again(vm, vm.json) == vm)
    guard case .object(var fields) = vm.json else { return }
    fields["adoption"] = .null
    #expect { try again(vm, .object(fields)) } throws: { error in
      let paths = (error as? InvalidDocument)?.faults.map(\.path) ?? []
      return paths == ["image", "ipv4", "login", "os", "release"]
    }
  }

  @Test("A record of the first days has no machine type, keys, title, protection or adoption")
  func firstDays() throws {
    let vm = try Sample.vm()
    guard case .object(var fields) = vm.json else { return }
    for key in ["machine", "kvm", "sshKeys", "title", "protected", "keep", "adoption"] { fields[key] = nil }
    let old = try again(vm, .object(fields))
    #expect(old.machine == nil && old.kvm == nil && old.sshKeys.isEmpty && !old.protected && old.adoption == nil)
    #expect(old.keep == nil)
    #expect(old.uuid == vm.uuid && old.hostKeys == vm.hostKeys)
  }

  @Test("A VM's own policy comes back")
  func policy() throws {
    var vm = try Sample.vm()
    vm.keep = try RetentionPolicy(parsing: "last=3,within=36h")
    #expect(try again(vm, vm.json) == vm)
  }

  @Test func agreementAndConversation() throws {
    let tenant = try Sample.tenant()
    let agreement = try #require(tenant.agreement)
    #expect(try again(agreement, agreement.json) == agreement)
    #expect(try again(tenant.conversations[0], tenant.conversations[0].json) == tenant.conversations[0])
  }

  @Test func image() throws {
    let image = try Sample.image()
    #expect(try again(image, image.json) == image)
  }

  @Test func intent() throws {
    let intent = try Sample.intent()
    #expect(try again(intent, intent.json) == intent)
    let image = Intent(
      id: intent.id,
      action: .image,
      rack: intent.rack,
      image: try Sample.image(),
      command: "image import",
      started: Sample.moment
    )
    #expect(try again(image, image.json) == image)
  }

  @Test func tombstone() throws {
    let tombstone = try Sample.tombstone()
    #expect(try again(tombstone, tombstone.json) == tombstone)
  }

  @Test func keptDefinition() throws {
    let xml = "<domain type='kvm'>\n\t<name>old-web</name>\n</domain>\n"
    let kept = KeptDefinition(uuid: try Sample.uuid(7), domainXML: xml, autostart: false, kept: Sample.moment)
    #expect(try again(kept, kept.json) == kept)
  }

  @Test func host() throws {
    #expect(try again(Sample.host(), Sample.host().json) == Sample.host())
  }

  @Test func auditEntry() throws {
    let entry = AuditEntry(
      when: Sample.moment,
      who: "ana",
      command: "vm create",
      tenant: try TenantName(parsing: "asso-velo"),
      object: "velo-web",
      fields: ["vms"],
      reason: "after the phone call"
    )
    #expect(try again(entry, entry.json) == entry)
    #expect(!entry.json.compact.contains("\n"))
  }
}
