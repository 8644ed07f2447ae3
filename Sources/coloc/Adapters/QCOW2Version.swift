internal import Glibc

/// The version of a qcow2 file of this machine, from its first eight bytes (QEMU's docs/interop/qcow2.txt).
enum QCOW2Version {
  /// `0.10` or `1.1`; nil for anything else, and for what cannot be read.
  static func compat(ofFile path: String) -> String? {
    // A name like POOL/VOLUME is none of a file's; a pipe that lies there must not hold us up.
    guard path.hasPrefix("/") else { return nil }
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var header = [UInt8](repeating: 0, count: 8)
    guard pread(file, &header, header.count, 0) == header.count, header.starts(with: [0x51, 0x46, 0x49, 0xFB]) else {
      return nil
    }
    switch header.suffix(4) {
    case [0, 0, 0, 2]: return "0.10"
    case [0, 0, 0, 3]: return "1.1"
    default: return nil
    }
  }
}
