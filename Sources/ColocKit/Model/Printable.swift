/// Text made harmless for a terminal, a log line and a mail.
public enum Printable {
  /// Replaces control, C1 and bidirectional-override characters by U+FFFD, so that what a guest, an image or a tenant
  /// wrote can neither move the cursor nor reorder a line.
  public static func clean(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isDangerous) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isDangerous(scalar) ? "\u{FFFD}" : scalar) }
    return String(result)
  }

  /// Whether a scalar could do more than stand in a line: C0, DEL, C1, line separators, bidi controls, byte
  /// order marks, and the noncharacters that YAML refuses.
  public static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    case 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
