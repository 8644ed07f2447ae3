/// The header of a point's file, as far as it tells what else would be read with it.
///
/// While a point was copied, the guest's QEMU could write to its file. One that a guest has broken out into could have it
/// stand on any file of the host, and whoever restores it would hand that over: so it is believed only when it stands on
/// what coloc put it on. (QEMU's docs/interop/qcow2.txt; the class of CVE-2024-32498.)
struct PointHeader: Equatable {
  /// The file it stands on; nil for none.
  let backing: String?
  /// The format that file is read as; nil when it is to be guessed.
  let backingFormat: String?
  /// The size a guest sees, in bytes.
  let capacity: UInt64

  /// How much of the file's beginning is looked at.
  static let window = 64 << 10

  /// What a point's file says when it is as coloc made it.
  init(above backing: String?, capacity: ByteCount) {
    self.backing = backing
    backingFormat = backing == nil ? nil : "qcow2"
    self.capacity = UInt64(capacity.bytes)
  }

  /// Reads the beginning of a file.
  init(_ bytes: [UInt8]) throws(ImageFault) {
    let reader = ByteReader(bytes)
    guard reader.has(QCOW2Header.magic, at: 0), try reader.uint32(at: 4) == 3 else {
      throw ImageFault("is no qcow2 of version 3")
    }
    // Dirty, corrupt, data elsewhere, another compression, other tables: nothing that QEMU's copy has.
    guard try reader.uint64(at: 72) == 0 else { throw ImageFault("has features that a copy has not") }
    guard try reader.uint32(at: 32) == 0, try reader.uint32(at: 60) == 0 else {
      throw ImageFault("is encrypted, or has snapshots inside")
    }
    capacity = try reader.uint64(at: 24)
    backing = try Self.text(bytes, at: try reader.uint64(at: 8), count: try reader.uint32(at: 16))
    backingFormat = try Self.backingFormat(bytes, reader)
  }

  private static func text(_ bytes: [UInt8], at offset: UInt64, count: UInt32) throws(ImageFault) -> String? {
    guard offset > 0 else { return nil }
    guard offset <= UInt64(bytes.count), UInt64(count) <= UInt64(bytes.count) - offset else {
      throw ImageFault("names what it stands on outside its header")
    }
    return String(decoding: bytes[Int(offset)..<Int(offset) + Int(count)], as: UTF8.self)
  }

  private static func backingFormat(_ bytes: [UInt8], _ reader: ByteReader) throws(ImageFault) -> String? {
    var offset = Int(try reader.uint32(at: 100))
    var format: String?
    while true {
      let kind = try reader.uint32(at: offset)
      let length = try reader.uint32(at: offset + 4)
      switch kind {
      case 0: return format
      case 0xE279_2ACA: format = try text(bytes, at: UInt64(offset) + 8, count: length)
      case 0x4441_5441: throw ImageFault("keeps its data in another file")
      default: break
      }
      offset += 8 + (Int(length) + 7) / 8 * 8
    }
  }
}
