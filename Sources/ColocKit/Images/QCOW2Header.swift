/// The header of a qcow2 file (QEMU's docs/interop/qcow2.txt), as far as it decides whether the file may be opened.
struct QCOW2Header: Equatable {
  static let magic: [UInt8] = [0x51, 0x46, 0x49, 0xFB]
  /// How much of the file's beginning is looked at: the largest cluster holds header and extensions.
  static let window = 2 << 20

  let version: UInt32
  let clusterBits: UInt32
  /// The size of the disk that a guest sees, in bytes.
  let virtualSize: UInt64

  /// Reads and judges a header; `bytes` is the beginning of a file of `fileSize` bytes.
  ///
  /// - Throws: `ImageFault` at the first thing that makes the file unfit.
  init(_ bytes: ByteReader, fileSize: UInt64, largest: ByteCount) throws(ImageFault) {
    guard bytes.count >= 72 else { throw ImageFault("is cut off inside its header") }
    version = try bytes.uint32(at: 4)
    guard version == 2 || version == 3 else {
      throw ImageFault("is of qcow version \(version); only 2 and 3 are accepted", Self.convertHint)
    }
    clusterBits = try bytes.uint32(at: 20)
    guard (9...21).contains(clusterBits) else { throw ImageFault("has an impossible cluster size") }
    virtualSize = try bytes.uint64(at: 24)
    guard try bytes.uint64(at: 8) == 0, try bytes.uint32(at: 16) == 0 else {
      throw ImageFault("stands on another file (backing file), whose content would leak into it", Self.convertHint)
    }
    guard try bytes.uint32(at: 32) == 0 else { throw ImageFault("is encrypted", "give it without encryption") }
    guard try bytes.uint32(at: 60) == 0 else {
      throw ImageFault("has snapshots inside", "remove them by qemu-img snapshot -d, or convert the image")
    }
    guard virtualSize > 0, virtualSize % 512 == 0 else { throw ImageFault("has an impossible virtual size") }
    guard virtualSize <= UInt64(largest.bytes) else {
      throw ImageFault("has a virtual size of \(virtualSize) bytes, more than the \(largest) allowed here")
    }
    let features = try QCOW2Features(bytes, version: version, clusterSize: 1 << UInt64(clusterBits))
    try QCOW2Tables(bytes, clusterBits: clusterBits, virtualSize: virtualSize, extendedL2: features.extendedL2)
      .check(fileSize: fileSize)
  }

  static let convertHint = "make a plain one: qemu-img convert -O qcow2 FILE plain.qcow2"
}
