import Foundation
import Testing

@testable import ColocKit

@Suite struct StateLayoutTests {
  @Test func theMachineHasItsOwnPlaces() throws {
    let layout = try StateLayout(home: nil)
    #expect(layout.configuration == "/etc/coloc/coloc.yaml")
    #expect(layout.manifest(try TenantName(parsing: "velo")) == "/var/lib/coloc/tenants/velo.json")
    #expect(layout.audit == "/var/lib/coloc/audit.jsonl")
  }

  @Test func aHomeHoldsEverything() throws {
    let layout = try StateLayout(home: "/srv//trial/./")
    #expect(layout.configuration == "/srv/trial/coloc.yaml")
    #expect(layout.intents == "/srv/trial/intents")
    #expect(try StateLayout(home: "here").root.hasSuffix("/here"))
    #expect(try StateLayout(home: "here").root.hasPrefix("/"))
  }

  @Test func anEmptyHomeIsNotTheMachine() {
    #expect(throws: Failure.self) { try StateLayout(home: "") }
  }

  @Test func directoriesAreMadeForRootAlone() throws {
    let home = try TestHome()
    let layout = try StateLayout(home: "\(home.path)/deep/state")
    try layout.check()
    try layout.ensure()
    try layout.ensure()
    let names = [
      "tenants", "images", "intents", "tombstones", "definitions", "maintenance", "outbox", "hosts", "locks", "run",
    ]
    for name in [""] + names.map({ "/\($0)" }) {
      #expect(try home.mode("deep/state\(name)") == 0o700, "\(name)")
    }
  }

  @Test func anEmptyDirectoryMadeByHandIsClosed() throws {
    let home = try TestHome()
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: home.path)
    try StateLayout(home: home.path).ensure()
    #expect(try home.mode("") == 0o700)
  }

  @Test(arguments: ["", "/tenants", "/locks"])
  func looserDirectoriesAreRefusedWithTheFix(name: String) throws {
    let home = try TestHome()
    let layout = try StateLayout(home: home.path)
    try layout.ensure()
    try home.put("{}", at: "tenants/a.json")
    try home.put("", at: "locks/rack")
    try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: home.path + name)
    for attempt in [layout.check, layout.ensure] {
      let failure = try #require(throws: Failure.self) { try attempt() }
      #expect(failure.kind == .notPermitted)
      #expect(failure.hints == ["chmod 700 \(layout.root)\(name)"])
    }
  }

  @Test func aLinkInThePlaceOfADirectoryIsRefused() throws {
    let home = try TestHome()
    let layout = try StateLayout(home: home.path)
    try FileManager.default.createSymbolicLink(atPath: layout.tenants, withDestinationPath: "/tmp")
    #expect(throws: Failure.self) { try layout.ensure() }
  }

  @Test func leftoversOfKilledWritersGoEverywhere() throws {
    let home = try TestHome()
    let layout = try StateLayout(home: home.path)
    #expect(try layout.removeStaleTemporaries().isEmpty)
    try layout.ensure()
    let names = [".coloc.yaml.tmp-00000001", "tenants/.a.json.tmp-00000002", "run/.x.live.tmp-00000003"]
    for name in names + ["tenants/.git.tmp", "tenants/a.json"] { try home.put("x", at: name) }
    #expect(try layout.removeStaleTemporaries() == [names[0], names[2], names[1]].map { "\(layout.root)/\($0)" })
    #expect(try home.names("tenants") == [".git.tmp", "a.json"])
  }
}
