internal import ColocKit
internal import Foundation

/// The IPv4 routes of this machine (proc(5), /proc/net/route), without the default one.
enum Routes {
  static func local() -> [IPv4Network] {
    guard let data = FileManager.default.contents(atPath: "/proc/net/route") else { return [] }
    return parse(String(decoding: data, as: UTF8.self))
  }

  /// Columns: Iface Destination Gateway Flags RefCnt Use Metric Mask …, numbers in hexadecimal, host byte order.
  static func parse(_ table: String) -> [IPv4Network] {
    table.split(separator: "\n").dropFirst().compactMap { line in
      let fields = line.split(whereSeparator: \.isWhitespace)
      guard fields.count > 7, let destination = UInt32(fields[1], radix: 16), let mask = UInt32(fields[7], radix: 16)
      else { return nil }
      let prefix = mask.byteSwapped.leadingZeroBitCount == 0 ? (~mask.byteSwapped).leadingZeroBitCount : 0
      guard prefix > 0 else { return nil }
      return IPv4Network(holding: IPv4Address(value: destination.byteSwapped), prefix: prefix)
    }
  }
}
