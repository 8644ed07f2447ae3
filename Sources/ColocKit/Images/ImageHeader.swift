/// What the beginning of a file says it is; judged before any other program opens it.
enum ImageHeader: Equatable {
  /// A qcow2 file that stands alone.
  case qcow2(virtualSize: UInt64)
  /// The bytes of a disk, recognised by its boot sector or file system.
  case raw(virtualSize: UInt64)

  /// Judges a file by its first bytes (up to `QCOW2Header.window`), its last 512, and its size.
  ///
  /// Only qcow2 and raw pass. A raw file has to look like a disk: a format that is guessed could be chosen by whoever
  /// wrote the file (the class of CVE-2024-32498).
  init(head: [UInt8], tail: [UInt8], fileSize: UInt64, largest: ByteCount) throws(ImageFault) {
    let head = ByteReader(head)
    guard fileSize > 0 else { throw ImageFault("is empty") }
    if head.has(QCOW2Header.magic, at: 0) {
      self = .qcow2(virtualSize: try QCOW2Header(head, fileSize: fileSize, largest: largest).virtualSize)
      return
    }
    if let format = ForeignFormat.name(head: head, tail: ByteReader(tail)) {
      throw ImageFault("is \(format); only qcow2 and raw disks are accepted", ForeignFormat.hint(for: format))
    }
    guard Self.looksLikeDisk(head) else {
      throw ImageFault("is neither qcow2 nor a raw disk: it has no boot sector, partition table or file system")
    }
    guard fileSize % 512 == 0 else {
      throw ImageFault("is cut off: a raw disk has whole sectors", "fetch the file again and compare its sum")
    }
    guard fileSize <= UInt64(largest.bytes) else {
      throw ImageFault("has \(fileSize) bytes, more than the \(largest) allowed here")
    }
    self = .raw(virtualSize: fileSize)
  }

  /// An MBR's signature, a GPT behind it, or an ext file system on the whole disk (as Alpine's BIOS images).
  private static func looksLikeDisk(_ head: ByteReader) -> Bool {
    head.has([0x55, 0xAA], at: 510) || head.has("EFI PART", at: 512) || head.has([0x53, 0xEF], at: 1024 + 56)
  }
}
