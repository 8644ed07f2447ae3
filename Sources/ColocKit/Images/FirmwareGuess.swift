/// What starts a disk, by its first sectors (UEFI specification, chapter 5).
enum FirmwareGuess {
  /// How much of the disk is looked at: the MBR, the GPT's header and 128 entries of 128 bytes.
  static let window = 34 * 512

  // Type GUIDs in the mixed byte order of the table.
  private static let systemPartition: [UInt8] = [
    0x28, 0x73, 0x2A, 0xC1, 0x1F, 0xF8, 0xD2, 0x11, 0xBA, 0x4B, 0x00, 0xA0, 0xC9, 0x3E, 0xC9, 0x3B,
  ]
  private static let biosBootPartition: [UInt8] = [
    0x48, 0x61, 0x68, 0x21, 0x49, 0x64, 0x6F, 0x6E, 0x74, 0x4E, 0x65, 0x65, 0x64, 0x45, 0x46, 0x49,
  ]

  /// UEFI when there is an EFI system partition and nothing for a BIOS; a disk for both starts by BIOS.
  static func firmware(of sectors: [UInt8]) -> Firmware {
    let disk = ByteReader(sectors)
    if disk.has("EFI PART", at: 512) {
      let types = gptEntries(disk)
      let isBoth = types.contains { disk.has(biosBootPartition, at: $0) }
      return types.contains { disk.has(systemPartition, at: $0) } && !isBoth ? .uefi : .bios
    }
    guard disk.has([0x55, 0xAA], at: 510) else { return .bios }
    let isSystem = (0..<4).contains { disk.has([0xEF], at: 446 + 16 * $0 + 4) }
    let hasBootCode = !disk.has([UInt8](repeating: 0, count: 440), at: 0)
    return isSystem && !hasBootCode ? .uefi : .bios
  }

  /// Where the partition entries of a GPT begin, as far as the window reaches.
  private static func gptEntries(_ disk: ByteReader) -> [Int] {
    guard let start = try? disk.littleUInt64(at: 512 + 72), let count = try? disk.littleUInt32(at: 512 + 80),
      let size = try? disk.littleUInt32(at: 512 + 84), start < 34, size >= 128, size <= 4096
    else { return [] }
    return (0..<Int(min(count, 128))).map { Int(start) * 512 + $0 * Int(size) }.filter { $0 < disk.count }
  }
}
