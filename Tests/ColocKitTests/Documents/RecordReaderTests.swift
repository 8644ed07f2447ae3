import Testing

@testable import ColocKit

@Suite struct RecordReaderTests {
  private func faults<Record: ReadableRecord>(_ text: String, as type: Record.Type) -> [String] {
    do throws(InvalidDocument) {
      _ = try Record(json: Array(text.utf8), file: "m.json")
      return []
    } catch {
      return error.lines
    }
  }

  /// One manifest with every kind of fault: all are listed, each with its line and path.
  @Test func listsEveryFaultAtOnce() {
    let manifest = """
      {
        "schema": 2,
        "name": "Velo",
        "displayName": 7,
        "language": "de",
        "self": "no",
        "contacts": ["email:ana@velo.example", "pigeon:ana", 3],
        "sshKeys": {},
        "conversations": [
          {"id": "c1", "date": "2026-02-30", "channel": "matrix", "summary": "", "recorded": "2026-11-02T20:15:00Z"},
          {"id": "c1", "date": "2026-02-01", "channel": "matrix", "summary": "", "recorded": "2026-11-02T20:15:00Z"}
        ],
        "agreement": null,
        "vms": [
          {"name": "a", "uuid": "1",
            "vcpus": 0, "memory": -1, "memory": 3, "disk": 1.5, "colour": "red"},
          null
        ],
        "name": "velo"
      }
      """
    let expected = [
      "m.json:1: created: is missing",
      "m.json:2: schema: is 2, written by a newer coloc; this one knows 1 and leaves the file alone",
      "m.json:3: name: 'Velo' is not a tenant name: it may hold only a-z, 0-9 and - (lower case, no dot)",
      "m.json:4: displayName: must be a text, is a number",
      "m.json:5: language: 'de' is none of fr, en",
      "m.json:6: self: must be true or false, is a text",
      "m.json:7: contacts[1]: 'pigeon:ana' is not a contact: "
        + "it does not begin with one of email, matrix, xmpp, fediverse, phone and a colon",
      "m.json:7: contacts[2]: must be a text, is a number",
      "m.json:8: sshKeys: must be a list, is an object",
      "m.json:10: conversations[0].date: '2026-02-30' is not a date: "
        + "it is not written like 2026-11-02, or that day does not exist",
      "m.json:11: conversations[1].id: 'c1' stands in conversations[0] already",
      "m.json:15: vms[0].uuid: '1' is not a UUID",
      "m.json:16: vms[0].vcpus: must be 1 to 4096, is 0",
      "m.json:16: vms[0].memory: must be 0 to 70368744177664, is -1",
      "m.json:16: vms[0].disk: must be a whole number, is 1.5",
      "m.json:16: vms[0].memory: stands twice, first on line 16",
      "m.json:17: vms[1]: must be an object, is null",
      "m.json:19: name: stands twice, first on line 3",
    ]
    let found = faults(manifest, as: Tenant.self)
    for line in expected { #expect(found.contains(line), "\(line)") }
    let missing = [
      "host", "os", "release", "firmware", "mac", "ipv4", "ipv6", "image", "login", "pool", "created", "hostKeys",
    ]
    for key in missing { #expect(found.contains("m.json:15: vms[0].\(key): is missing")) }
    #expect(
      found.contains {
        $0.hasPrefix("m.json:16: vms[0].colour: is not a key here; the keys are adoption, created, disk")
      }
    )
    #expect(found.count == expected.count + missing.count + 1, "\(found.joined(separator: "\n"))")
  }

  @Test func faultsStandInTheFailure() throws {
    let error = InvalidDocument(
      file: "/s/tenants/velo.json",
      faults: [Fault(path: "b", line: 9, reason: "is missing"), Fault(path: "", line: 2, reason: "is\u{1B}[2J bad")]
    )
    #expect(error.failure.kind == .invalidFile)
    #expect(
      error.failure.message
        == "/s/tenants/velo.json has 2 faults:\n/s/tenants/velo.json:2: is\u{FFFD}[2J bad\n/s/tenants/velo.json:9: b: is missing"
    )
    #expect(error.failure(as: .configuration).kind == .configuration)
  }

  @Test func anAgreementRestsOnAConversation() throws {
    let tenant = try Sample.tenant()
    let text = tenant.json.pretty.replacing("\"conversation\": \"c1\"", with: "\"conversation\": \"c2\"")
    #expect(faults(text, as: Tenant.self) == ["m.json:2: agreement: rests on conversation c2, which is not there"])
  }

  @Test func twinsAmongVMsAreRefused() throws {
    let tenant = try Sample.tenant(vms: [Sample.vm("a", number: 1), Sample.vm("b", number: 1)])
    let found = faults(tenant.json.pretty, as: Tenant.self)
    for key in ["uuid", "mac", "ipv4", "ipv6"] { #expect(found.contains { $0.contains("vms[1].\(key): ") }, "\(key)") }
    #expect(found.count == 4)
  }

  @Test func intentsNeedWhatTheyAreAbout() throws {
    let intent = try Sample.intent()
    let image = intent.json.compact.replacing("\"action\":\"create\"", with: "\"action\":\"image\"")
    #expect(faults(image, as: Intent.self) == ["m.json:1: image: must be there for the action image"])
    let bare = Intent(id: intent.id, action: .purge, rack: intent.rack, command: "vm purge", started: intent.started)
    #expect(faults(bare.json.compact, as: Intent.self).count == 2)
  }

  @Test func anImageIsCalledAfterItsContent() throws {
    let text = try Sample.image().json.compact.replacing("debian-12-3f9a1c2b.", with: "debian-13-3f9a1c2b.")
    #expect(faults(text, as: ImageRecord.self) == ["m.json:1: volume: must be image-debian-12-3f9a1c2b.qcow2"])
  }

  @Test func aLongValueIsNotRepeatedWhole() {
    let found = faults("{\"k\": \"\(String(repeating: "x", count: 5000))\"}", as: Keyed.self)
    #expect(found.count == 1)
    #expect(found.first.map { $0.utf8.count < 300 } == true)
  }

  private struct Keyed: ReadableRecord {
    let key: TenantName

    init(reading record: RecordReader) throws(FaultRecorded) {
      let key = record.required("k", .parsed(TenantName.self))
      try record.end()
      self.key = try key.get()
    }
  }
}
