/// Where a qcow2 header says its tables are: the L1 table and the reference count table.
struct QCOW2Tables {
  private let clusterSize: UInt64
  private let l1Entries: UInt64
  private let l1Offset: UInt64
  private let l1Needed: UInt64
  private let refcountOffset: UInt64
  private let refcountClusters: UInt64

  init(
    _ bytes: ByteReader,
    clusterBits: UInt32,
    virtualSize: UInt64,
    extendedL2: Bool
  ) throws(ImageFault) {
    clusterSize = 1 << UInt64(clusterBits)
    l1Entries = UInt64(try bytes.uint32(at: 36))
    l1Offset = try bytes.uint64(at: 40)
    refcountOffset = try bytes.uint64(at: 48)
    refcountClusters = UInt64(try bytes.uint32(at: 56))
    // One L2 table is one cluster of entries of 8 bytes (16 where they are extended), each for one cluster.
    let covered = clusterSize * (clusterSize / (extendedL2 ? 16 : 8))
    l1Needed = virtualSize / covered + (virtualSize % covered == 0 ? 0 : 1)
  }

  /// Throws when a table is too large, too small, misplaced or outside a file of `fileSize` bytes.
  func check(fileSize: UInt64) throws(ImageFault) {
    // QEMU's own bounds: 32 MiB of L1 table, 8 MiB of reference count table.
    guard l1Entries * 8 <= 32 << 20, refcountClusters * clusterSize <= 8 << 20 else {
      throw ImageFault("has tables larger than QEMU allows")
    }
    guard l1Entries >= l1Needed else { throw ImageFault("has an L1 table too small for its virtual size") }
    guard refcountClusters > 0 else { throw ImageFault("has no reference counts") }
    for (offset, size) in [(l1Offset, l1Entries * 8), (refcountOffset, refcountClusters * clusterSize)] {
      guard offset % clusterSize == 0, offset >= clusterSize else { throw ImageFault("has a misplaced table") }
      guard offset <= fileSize, size <= fileSize - offset else {
        throw ImageFault("is cut off: a table lies behind its end", "fetch the file again and compare its sum")
      }
    }
  }
}
