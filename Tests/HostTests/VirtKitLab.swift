import Foundation
import VirtKit

/// What VirtKit's tests on the lab's libvirt share.
enum VirtKitLab {
  static let uri = "qemu:///system"

  /// Runs a test on its own connection and closes it.
  static func with(_ body: (Connection) async throws -> Void) async throws {
    let connection = try await Connection.open(uri)
    try await body(connection)
    await connection.close()
  }

  /// A new directory that QEMU may walk through, with a running pool of the same name.
  static func pool(_ connection: Connection) async throws -> String {
    let name = "vk-\(UUID().uuidString.prefix(8).lowercased())"
    let definition = PoolDefinition(name: name, uuid: UUID(), path: "/var/lib/libvirt/\(name)")
    try await connection.definePool(definition.xml)
    try await connection.buildPool(name)
    try await connection.startPool(name)
    return name
  }

  /// Looks until something is so, at most 30 s.
  static func eventually(_ isSo: () async throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline {
      if try await isSo() { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }
}
