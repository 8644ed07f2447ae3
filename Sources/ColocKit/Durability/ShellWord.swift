/// A word that can be pasted into a shell; only for hints, coloc itself never runs a shell.
public enum ShellWord {
  /// The text as one word of sh(1), in single quotes where it needs them.
  public static func quoted(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || "/._-@+:".utf8.contains(byte)
    }
    if plain, !text.isEmpty { return text }
    return "'" + Printable.clean(text).replacing("'", with: "'\\''") + "'"
  }
}
