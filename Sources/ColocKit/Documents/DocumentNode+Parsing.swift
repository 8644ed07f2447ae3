extension DocumentNode {
  /// Parses JSON strictly (RFC 8259): UTF-8 without a byte order mark, at most 16 MiB and 64 levels deep.
  ///
  /// - Throws: `InvalidDocument` with the first fault of syntax; `file` is what the faults call the document.
  public static func json(_ bytes: [UInt8], file: String) throws(InvalidDocument) -> DocumentNode {
    try JSONParser.parse(bytes, file: file)
  }

  /// Parses one YAML 1.1 document without anchors, aliases and tags: UTF-8, at most 1 MiB.
  ///
  /// Words mean what cloud-init's YAML library makes of them (`yes` is true); octal and base 60 stay unread, `number`.
  /// - Throws: `InvalidDocument` with every fault that was found.
  public static func yaml(_ bytes: [UInt8], file: String) throws(InvalidDocument) -> DocumentNode {
    try YAMLParser.parse(bytes, file: file)
  }
}
