/// Big- and little-endian numbers in the beginning of a file; nothing outside it is ever read.
struct ByteReader {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  func uint8(at offset: Int) throws(ImageFault) -> UInt8 { UInt8(try number(at: offset, 1)) }
  func uint32(at offset: Int) throws(ImageFault) -> UInt32 { UInt32(try number(at: offset, 4)) }
  func uint64(at offset: Int) throws(ImageFault) -> UInt64 { try number(at: offset, 8) }

  /// A little-endian number of 4 bytes.
  func littleUInt32(at offset: Int) throws(ImageFault) -> UInt32 { try uint32(at: offset).byteSwapped }
  /// A little-endian number of 8 bytes.
  func littleUInt64(at offset: Int) throws(ImageFault) -> UInt64 { try uint64(at: offset).byteSwapped }

  /// Whether these bytes stand at an offset; false beyond the end.
  func has(_ expected: [UInt8], at offset: Int) -> Bool {
    guard offset >= 0, offset <= bytes.count, expected.count <= bytes.count - offset else { return false }
    return bytes[offset..<(offset + expected.count)].elementsEqual(expected)
  }

  /// Whether this ASCII text stands at an offset.
  func has(_ expected: String, at offset: Int) -> Bool { has(Array(expected.utf8), at: offset) }

  private func number(at offset: Int, _ width: Int) throws(ImageFault) -> UInt64 {
    guard offset >= 0, offset <= bytes.count, width <= bytes.count - offset else {
      throw ImageFault("is cut off inside its header")
    }
    return bytes[offset..<(offset + width)].reduce(0) { $0 << 8 | UInt64($1) }
  }
}
