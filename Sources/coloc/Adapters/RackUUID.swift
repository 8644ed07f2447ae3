internal import ColocKit
internal import Foundation

/// UUIDs of a rack's libvirt objects: derived from the rack's, so that what carries one is proven to be ours.
enum RackUUID {
  /// RFC 9562 version 8: the bytes are ours to choose, here a SHA-512 of rack and name, cut.
  static func derived(from rack: UUID, for name: String) -> UUID {
    var bytes = NameDigest.bytes(of: "\(rack.text):\(name)").prefix(16).map { $0 }
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
  }
}
