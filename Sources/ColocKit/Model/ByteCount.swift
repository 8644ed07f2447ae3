/// A size in bytes, typed as `512M`, `2G` or `20GiB`: all powers of 1024.
public struct ByteCount: Parsed, Comparable {
  /// What such a value is called.
  public static let noun = "a size"
  /// The largest size that can be typed: 64 TiB.
  public static let largest = ByteCount(bytes: 64 << 40)

  /// Nothing at all.
  public static let zero = ByteCount(bytes: 0)

  /// The size in bytes, 0 or more.
  public let bytes: Int64

  /// Makes a size from bytes.
  public init(bytes: Int64) { self.bytes = bytes }

  /// Makes a size from gibibytes.
  public static func gibibytes(_ count: Int64) -> ByteCount { ByteCount(bytes: count << 30) }

  /// Makes a size from mebibytes.
  public static func mebibytes(_ count: Int64) -> ByteCount { ByteCount(bytes: count << 20) }

  /// Parses digits and a unit (`K`, `M`, `G`, `T`, also with `iB`); `GB`, spaces, signs and fractions are refused.
  public init(parsing text: String) throws(ParseFault) {
    let digits = text.prefix { ("0"..."9").contains($0) }
    let unit = text.dropFirst(digits.count)
    guard !digits.isEmpty else { throw Self.fault(text, "must begin with digits, as in 512M or 2G") }
    let shift: Int64
    switch unit {
    case "K", "KiB": shift = 10
    case "M", "MiB": shift = 20
    case "G", "GiB": shift = 30
    case "T", "TiB": shift = 40
    case "": throw Self.fault(text, "has no unit; write \(text)M or \(text)G")
    case "KB", "MB", "GB", "TB":
      throw Self.fault(text, "uses a decimal unit; sizes are powers of 1024: write \(text.dropLast())")
    case _ where unit.hasPrefix(".") || unit.hasPrefix(","):
      throw Self.fault(text, "is a fraction; use a smaller unit, as 1536M for one and a half G")
    case _ where unit.contains(" "): throw Self.fault(text, "holds a space; write digits and unit together, as 2G")
    default: throw Self.fault(text, "has a unit that is none of K, M, G, T")
    }
    guard let count = Int64(digits), count <= Self.largest.bytes >> shift else {
      throw Self.fault(text, "is more than \(Self.largest)")
    }
    self.init(bytes: count << shift)
  }

  /// The size in the largest unit that divides it: `2G`, `1536M`, `1000B`.
  public var description: String {
    for (shift, unit) in [(40, "T"), (30, "G"), (20, "M"), (10, "K")] where bytes != 0 && bytes % (1 << shift) == 0 {
      return "\(bytes >> shift)\(unit)"
    }
    return bytes == 0 ? "0" : "\(bytes)B"
  }

  /// The size to at most one decimal, for people: `19.7G`.
  public var approximate: String {
    for (shift, unit) in [(40, "T"), (30, "G"), (20, "M"), (10, "K")] where bytes >= 1 << shift {
      let tenths = (Int64(bytes >> (shift - 10)) * 10) >> 10
      return tenths % 10 == 0 ? "\(tenths / 10)\(unit)" : "\(tenths / 10).\(tenths % 10)\(unit)"
    }
    return "\(bytes)B"
  }

  /// Orders by bytes.
  public static func < (left: Self, right: Self) -> Bool { left.bytes < right.bytes }
  /// Adds two sizes.
  public static func + (left: Self, right: Self) -> Self { Self(bytes: left.bytes + right.bytes) }
}
