import Foundation
import Testing

@testable import ColocKit

@Suite struct ManifestStoreTests {
  private let home: TestHome
  private let layout: StateLayout
  private var store: ManifestStore { ManifestStore(layout: layout, command: "test", wait: .seconds(30)) }
  private let velo: TenantName

  init() throws {
    home = try TestHome()
    layout = try StateLayout(home: home.path)
    try layout.ensure()
    velo = try TenantName(parsing: "asso-velo")
  }

  @Test func addsReadsAndLists() throws {
    #expect(try store.all().tenants.isEmpty)
    try store.add(Sample.tenant())
    try store.add(Sample.tenant("amap", vms: []))
    #expect(try store.read(velo) == Sample.tenant())
    #expect(try store.all().tenants.map(\.name.description) == ["amap", "asso-velo"])
    #expect(try store.all().vm(VMName(parsing: "velo-web"))?.tenant.name == velo)
    #expect(try home.mode("tenants/asso-velo.json") == 0o600)
    #expect(try home.text("tenants/asso-velo.json") == Sample.tenant().json.pretty)
  }

  @Test func nobodyIsReplaced() throws {
    try store.add(Sample.tenant())
    let failure = try #require(throws: Failure.self) { try store.add(Sample.tenant(vms: [])) }
    #expect(failure.kind == .cannotCreate)
    #expect(try store.read(velo)?.vms.count == 1)
  }

  @Test func thereIsOneOwner() throws {
    try store.add(Sample.tenant("me", isSelf: true))
    let failure = try #require(throws: Failure.self) { try store.add(Sample.tenant("moi", isSelf: true)) }
    #expect(failure.kind == .cannotCreate)
    #expect(failure.message.contains("me stands"))
  }

  @Test func aChangeIsWrittenAndAnErrorIsNot() throws {
    try store.add(Sample.tenant())
    let count = try store.change(velo) { tenant in
      tenant.vms.removeAll()
      return tenant.vms.count
    }
    #expect(count == 0)
    #expect(throws: CancellationError.self) {
      try store.change(velo) { tenant in
        tenant.displayName = "lost"
        throw CancellationError()
      }
    }
    #expect(try store.read(velo)?.vms.isEmpty == true)
    #expect(try store.read(velo)?.displayName == Sample.tenant().displayName)
  }

  @Test func whoIsNotThereIsNotFound() throws {
    let failure = try #require(throws: Failure.self) { try store.change(velo) { _ in } }
    #expect(failure.kind == .notFound)
    #expect(try store.read(velo) == nil)
  }

  /// A manifest with faults stays as it is, byte for byte, and the other tenants go on.
  @Test(arguments: [
    ("\"schema\": 1", "\"schema\": 2"), ("\"self\": false", "\"self\": false, \"shelf\": 1"), ("\"vms\"", ""),
  ])
  func aManifestWithFaultsIsReadOnly(part: String, broken: String) throws {
    try store.add(Sample.tenant())
    try store.add(Sample.tenant("amap", vms: []))
    let text = try home.text("tenants/asso-velo.json").replacing(part, with: broken)
    try home.put(text, at: "tenants/asso-velo.json")
    let manifests = try store.all()
    #expect(manifests.tenants.map(\.name.description) == ["amap"])
    #expect(manifests.unreadable.map(\.stem) == ["asso-velo"])
    #expect(manifests.unreadable.first?.faults.isEmpty == false)
    for attempt in [{ try store.change(velo) { $0.vms.removeAll() } }, { try store.remove(velo) { _ in } }] {
      let failure = try #require(throws: Failure.self) { try attempt() }
      #expect(failure.kind == .invalidFile)
      #expect(failure.message.contains("\(layout.manifest(velo)):"))
    }
    #expect(throws: Failure.self) { try store.add(Sample.tenant()) }
    #expect(try home.text("tenants/asso-velo.json") == text)
    try store.change(TenantName(parsing: "amap")) { $0.displayName = "L'AMAP" }
  }

  @Test func theNameInsideIsTheFilesName() throws {
    try home.put(Sample.tenant().json.pretty, at: "tenants/other.json")
    let unreadable = try #require(try store.all().unreadable.first)
    #expect(unreadable.faults.map(\.path) == ["name"])
    #expect(unreadable.faults.first?.reason == "is 'asso-velo', but the file is called 'other.json'")
    let lines = try Sample.tenant().json.pretty.split(separator: "\n")
    let line = try #require(lines.firstIndex { $0.hasPrefix("  \"name\"") }) + 1
    #expect(unreadable.faults.first?.line == line)
  }

  @Test func aReadableManifestIsReportedWithTheFix() throws {
    try store.add(Sample.tenant())
    try home.put(Sample.tenant().json.pretty, at: "tenants/asso-velo.json", mode: 0o644)
    let unreadable = try #require(try store.all().unreadable.first)
    #expect(unreadable.failure.kind == .notPermitted)
    #expect(unreadable.failure.hints == ["chmod 600 \(layout.manifest(velo))"])
    #expect(throws: Failure.self) { try store.read(velo) }
  }

  @Test func whatIsNoManifestIsLeftAlone() throws {
    try home.put("x", at: "tenants/.gitignore")
    try home.put("x", at: "tenants/README")
    try home.put("x", at: "tenants/.asso-velo.json.tmp-00112233")
    let manifests = try store.all()
    #expect(manifests.tenants.isEmpty && manifests.unreadable.isEmpty)
  }

  @Test func theNameCannotChange() throws {
    try store.add(Sample.tenant())
    #expect(throws: Failure.self) { try store.change(velo) { $0 = try Sample.tenant("other") } }
    #expect(try store.read(velo) == Sample.tenant())
  }

  @Test func aTenantThatCouldNotBeReadAgainIsNotWritten() throws {
    try store.add(Sample.tenant())
    let failure = try #require(throws: Failure.self) {
      try store.change(velo) { tenant in tenant.vms.append(try Sample.vm("twin", number: 1)) }
    }
    #expect(failure.message.contains("vms[1].uuid"))
    #expect(try store.read(velo) == Sample.tenant())
  }

  @Test func removalAsksFirst() throws {
    try store.add(Sample.tenant())
    #expect(throws: CancellationError.self) { try store.remove(velo) { _ in throw CancellationError() } }
    try store.remove(velo) { #expect($0.name == velo) }
    #expect(try store.read(velo) == nil)
    #expect(throws: Failure.self) { try store.remove(velo) { _ in } }
  }

  /// Writers that race lose no change.
  @Test func racingWritersLoseNothing() async throws {
    try store.add(Sample.tenant())
    let writers = 8
    let each = 6
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<writers {
        group.addTask {
          for _ in 0..<each {
            try store.change(velo) { tenant in
              tenant.conversations.append(try Sample.conversation(tenant.conversations.count + 1))
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let numbers = try #require(try store.read(velo)).conversations.map(\.id.number)
    #expect(numbers == Array(1...(1 + writers * each)))
    #expect(try home.names("tenants") == ["asso-velo.json"])
  }
}
