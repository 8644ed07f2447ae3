import Foundation
import Testing

extension TrialRack {
  /// Every file of the state with its mode and content; lock files hold no state.
  func state() throws -> [String: String] {
    var found: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: home) where !path.hasPrefix("locks/") {
      let mode = try FileManager.default.attributesOfItem(atPath: "\(home)/\(path)")[.posixPermissions] as? Int ?? 0
      let content = FileManager.default.contents(atPath: "\(home)/\(path)") ?? Data()
      found[path] = "\(String(mode, radix: 8)) \(content.base64EncodedString())"
    }
    return found
  }

  /// The same, and what libvirt has of the rack: domains with their states, volumes, reservations.
  func everything() async throws -> [String: String] {
    var found = try state()
    for list in ["list --all", "vol-list \(try object)", "net-dumpxml \(try object)", "pool-list --all"] {
      found["virsh \(list)"] = try await virsh(list)
    }
    return found
  }
}
