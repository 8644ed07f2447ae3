import Glibc

extension Descriptor {
  /// Writes all bytes at the file's position (write(2)).
  func write(_ bytes: [UInt8]) throws(SystemFault) {
    var written = 0
    while written < bytes.count {
      written += try SystemCall.run("write", path) {
        bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress?.advanced(by: written), $0.count - written) }
      }
    }
  }

  /// Reads from an offset to the end, at most `limit` bytes (pread(2)).
  func read(from offset: Int = 0, limit: Int) throws(SystemFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < limit {
      let position = off_t(offset + bytes.count)
      let wanted = min(chunk.count, limit - bytes.count)
      let count = try SystemCall.run("read", path) {
        chunk.withUnsafeMutableBytes { pread(number, $0.baseAddress, wanted, position) }
      }
      if count == 0 { break }
      bytes.append(contentsOf: chunk.prefix(count))
    }
    return bytes
  }
}
