import Foundation
import Testing

@testable import ColocKit

/// The stores that are no more than a directory of records, and the audit log.
@Suite struct RecordStoreTests {
  private let home: TestHome
  private let layout: StateLayout

  init() throws {
    home = try TestHome()
    layout = try StateLayout(home: home.path)
    try layout.ensure()
  }

  @Test func images() throws {
    let store = ImageStore(layout: layout)
    let image = try Sample.image()
    try store.add(image)
    try store.add(image)
    #expect(try store.read(image.name) == image)
    #expect(try store.all() == [image])
    #expect(try home.text("images/debian-12-3f9a1c2b.json").contains("\"schema\": 1"))
    try store.remove(image.name)
    try store.remove(image.name)
    #expect(try store.all().isEmpty)
  }

  @Test func aNewerImageRecordIsRefused() throws {
    let store = ImageStore(layout: layout)
    try store.add(Sample.image())
    let newer = try home.text("images/debian-12-3f9a1c2b.json").replacing("\"schema\": 1", with: "\"schema\": 3")
    try home.put(newer, at: "images/debian-12-3f9a1c2b.json")
    let failure = try #require(throws: Failure.self) { try store.all() }
    #expect(failure.kind == .invalidFile)
    #expect(failure.message.contains("schema: is 3, written by a newer coloc"))
    #expect(try store.survey().unreadable.count == 1)
  }

  @Test func tombstones() throws {
    let store = TombstoneStore(layout: layout)
    var tombstone = try Sample.tombstone()
    try store.add(tombstone)
    #expect(throws: Failure.self) { try store.add(tombstone) }
    tombstone.purging = true
    try store.replace(tombstone)
    #expect(try store.read(tombstone.vm.uuid) == tombstone)
    try store.add(Sample.tombstone(2))
    #expect(try store.all().count == 2)
    try store.remove(tombstone.vm.uuid)
    #expect(try store.all() == [Sample.tombstone(2)])
  }

  @Test func hosts() throws {
    let store = HostStore(layout: layout)
    #expect(try store.read("local") == nil)
    try store.write(Sample.host())
    #expect(try store.read("local") == Sample.host())
    #expect(try store.all() == [Sample.host()])
    let failure = try #require(throws: Failure.self) { try store.read("../tenants/asso-velo") }
    #expect(failure.kind == .configuration)
  }

  @Test func severalFilesThatCannotBeReadAreAllNamed() throws {
    try home.put("[]", at: "hosts/a.json")
    try home.put("", at: "hosts/b.json", mode: 0o644)
    let failure = try #require(throws: Failure.self) { try HostStore(layout: layout).all() }
    #expect(failure.message.contains("a.json:1: must be an object, is a list"))
    #expect(failure.message.contains("b.json has mode 644"))
  }

  @Test func theAuditLogKeepsEveryEntry() throws {
    let log = AuditLog(layout: layout)
    let entries = [1, 2].map {
      AuditEntry(when: Timestamp(seconds: $0), who: "ana", command: "vm create", fields: ["vms"])
    }
    for entry in entries { #expect(try log.append(entry) == nil) }
    let lines = try home.text("audit.jsonl").split(separator: "\n")
    #expect(try lines.map { try AuditEntry(json: Array($0.utf8), file: "audit.jsonl") } == entries)
    try home.put(lines[0] + "\n" + lines[1].prefix(20), at: "audit.jsonl")
    let torn = try #require(try log.append(entries[1]))
    #expect(torn.size == 20)
    #expect(try home.text("audit.jsonl") == lines[0] + "\n" + lines[1] + "\n")
  }
}
