/// The formats that are known and refused, by their magic numbers.
enum ForeignFormat {
  /// What the file is, with its article, or nil.
  static func name(head: ByteReader, tail: ByteReader) -> String? {
    let known: [(String, Bool)] = [
      ("a VMDK disk", head.has("KDMV", at: 0) || head.has("COWD", at: 0) || head.has("# Disk DescriptorFile", at: 0)),
      ("a VDI disk", head.has([0x7F, 0x10, 0xDA, 0xBE], at: 64)),
      ("a VHDX disk", head.has("vhdxfile", at: 0)),
      ("a VHD disk", head.has("conectix", at: 0) || tail.has("conectix", at: 0)),
      ("a QED disk", head.has("QED\0", at: 0)),
      ("encrypted by LUKS", head.has("LUKS", at: 0) && head.has([0xBA, 0xBE], at: 4)),
      ("a Parallels disk", head.has("WithoutFreeSpace", at: 0) || head.has("WithouFreSpacExt", at: 0)),
      ("a Bochs disk", head.has("Bochs Virtual HD Image", at: 0)),
      ("a DMG disk", tail.has("koly", at: 0)),
      ("an ISO 9660 image", head.has("CD001", at: 16 * 2048 + 1)),
      ("compressed by gzip", head.has([0x1F, 0x8B], at: 0)),
      ("compressed by xz", head.has([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], at: 0)),
      ("compressed by zstd", head.has([0x28, 0xB5, 0x2F, 0xFD], at: 0)),
      ("compressed by bzip2", head.has("BZh", at: 0)),
      ("a zip archive", head.has("PK\u{3}\u{4}", at: 0)),
      ("a tar archive", head.has("ustar", at: 257)),
      ("a program", head.has("\u{7F}ELF", at: 0)),
      ("a script or another text", head.has("#!", at: 0)),
      ("a web page", head.has("<!DOCTYPE", at: 0) || head.has("<html", at: 0)),
    ]
    return known.first { $0.1 }?.0
  }

  /// What to do about it.
  static func hint(for format: String) -> String? {
    if format.hasSuffix("disk") {
      return "convert it, saying what it is: qemu-img convert -f FORMAT -O qcow2 FILE plain.qcow2"
    }
    if format.hasPrefix("compressed") || format.hasSuffix("archive") { return "unpack it first" }
    return nil
  }
}
