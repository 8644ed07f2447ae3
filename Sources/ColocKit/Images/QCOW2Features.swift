/// The feature bits and header extensions of a qcow2 file of version 3; version 2 has none of the bits.
struct QCOW2Features {
  let extendedL2: Bool

  init(_ bytes: ByteReader, version: UInt32, clusterSize: UInt64) throws(ImageFault) {
    guard version >= 3 else {
      extendedL2 = false
      try Self.checkExtensions(bytes, from: 72, clusterSize: clusterSize)
      return
    }
    guard bytes.count >= 104 else { throw ImageFault("is cut off inside its header") }
    let incompatible = try bytes.uint64(at: 72)
    guard incompatible & 1 << 0 == 0 else {
      throw ImageFault("was not closed properly (dirty)", "qemu-img check -r all FILE, then import it again")
    }
    guard incompatible & 1 << 1 == 0 else { throw ImageFault("is marked as corrupt") }
    guard incompatible & 1 << 2 == 0 else {
      throw ImageFault("keeps its data in another file (external data file)", QCOW2Header.convertHint)
    }
    // Bit 3: another compression than zlib. Bit 4: extended L2 entries. Both are read by QEMU since 5.2.
    guard incompatible & ~0b11111 == 0 else {
      throw ImageFault("uses a feature of qcow2 that coloc does not know", QCOW2Header.convertHint)
    }
    extendedL2 = incompatible & 1 << 4 != 0
    guard try bytes.uint32(at: 96) <= 6 else { throw ImageFault("has an impossible reference count width") }
    let length = UInt64(try bytes.uint32(at: 100))
    guard length >= 104, length % 8 == 0, length <= clusterSize else {
      throw ImageFault("has an impossible header length")
    }
    if incompatible & 1 << 3 != 0 {
      guard length > 104, try bytes.uint8(at: 104) <= 1 else { throw ImageFault("uses an unknown compression") }
    }
    try Self.checkExtensions(bytes, from: Int(length), clusterSize: clusterSize)
  }

  /// Walks the header extensions, all of which lie in the first cluster.
  private static func checkExtensions(_ bytes: ByteReader, from start: Int, clusterSize: UInt64) throws(ImageFault) {
    var offset = start
    while true {
      guard UInt64(offset) + 8 <= clusterSize else { throw ImageFault("has a header that never ends") }
      let kind = try bytes.uint32(at: offset)
      let length = try bytes.uint32(at: offset + 4)
      switch kind {
      case 0: return
      case 0xE279_2ACA: throw ImageFault("names the format of a backing file", QCOW2Header.convertHint)
      case 0x4441_5441: throw ImageFault("names an external data file", QCOW2Header.convertHint)
      case 0x0537_BE77: throw ImageFault("is encrypted", "give it without encryption")
      default: break
      }
      let padded = (UInt64(length) + 7) / 8 * 8
      guard UInt64(offset) + 8 + padded <= clusterSize else {
        throw ImageFault("has a header extension that is too long")
      }
      offset += 8 + Int(padded)
    }
  }
}
