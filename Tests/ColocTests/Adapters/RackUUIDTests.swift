import Foundation
import Testing

@testable import coloc

@Suite("UUIDs of a rack's objects never change: what carries one is ours")
struct RackUUIDTests {
  @Test("RFC 9562 version 8, stable for ever")
  func stable() throws {
    let pool = RackUUID.derived(from: try Sample.rack(), for: "pool:coloc").uuidString.lowercased()
    #expect(pool == "3c0c0b08-a6c5-8f85-b457-2032120a0b37")
    #expect(pool.dropFirst(14).first == "8" && "89ab".contains(pool.dropFirst(19).prefix(1)))
  }

  @Test("Another name or another rack is another UUID")
  func distinct() throws {
    let names = ["pool:coloc", "network:coloc", "filter:coloc-guest"]
    let uuids = try names.flatMap {
      [RackUUID.derived(from: try Sample.rack(), for: $0), RackUUID.derived(from: try Sample.uuid(), for: $0)]
    }
    #expect(Set(uuids).count == 6)
  }
}
