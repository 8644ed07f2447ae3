extension XMLElement {
  /// The size an element gives with libvirt's `unit` attribute, in bytes; nil when it is none.
  ///
  /// Without a unit libvirt means KiB for memory and bytes for storage: `defaultUnit` says which.
  func byteCount(defaultUnit: String) -> UInt64? {
    guard let amount = UInt64(text.filter { !$0.isWhitespace }) else { return nil }
    let unit = self["unit"] ?? defaultUnit
    guard let factor = Self.factor(ofUnit: unit) else { return nil }
    let (bytes, overflow) = amount.multipliedReportingOverflow(by: factor)
    return overflow ? nil : bytes
  }

  /// The size of storage an element gives, in bytes.
  var byteCount: UInt64? { byteCount(defaultUnit: "bytes") }

  /// libvirt's units (virScaleInteger): a bare letter and `…iB` are powers of 1024, `…B` powers of 1000.
  private static func factor(ofUnit unit: String) -> UInt64? {
    let lowered = unit.lowercased()
    if ["b", "byte", "bytes"].contains(lowered) { return 1 }
    guard let letter = lowered.first, let power = ["k", "m", "g", "t", "p", "e"].firstIndex(of: String(letter)) else {
      return nil
    }
    let base: UInt64
    switch lowered.dropFirst() {
    case "", "ib": base = 1024
    case "b": base = 1000
    default: return nil
    }
    return (0...power).reduce(1) { factor, _ in factor * base }
  }
}
