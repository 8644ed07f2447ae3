extension Shape {
  /// A value and the line where it stands, for faults that show only later.
  static func located<Inner>(_ inner: Shape<Inner>) -> Shape<(value: Inner, line: Int)>
  where Value == (value: Inner, line: Int) {
    Shape { node, path, faults in inner.read(node, path, faults).map { (value: $0, line: node.line) } }
  }
}

extension Shape where Value == String {
  /// A directory below an address, as `bookworm/latest`: no slash at either end, `{release}` allowed.
  static var webDirectory: Shape<String> {
    line.narrowed { text in
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      let isPlain = parts.allSatisfy { part in
        let plain = part.replacing("{release}", with: "0")
        return !["", ".", ".."].contains(plain) && plain.utf8.allSatisfy(isFileNameByte)
      }
      guard isPlain else {
        return .failure(Refusal(text: "'\(Printable.excerpt(text))' is not a directory like bookworm/latest"))
      }
      return .success(text)
    }
  }

  /// The name of a file on a web server.
  static var fileName: Shape<String> {
    line.narrowed { text in
      guard text.utf8.allSatisfy(isFileNameByte), !["", ".", ".."].contains(text) else {
        return .failure(Refusal(text: "'\(Printable.excerpt(text))' is not a file name like SHA512SUMS"))
      }
      return .success(text)
    }
  }

  /// What is appended to a file's name, as `.sha512`.
  static var suffix: Shape<String> {
    line.narrowed { text in
      guard text.hasPrefix("."), text.utf8.count > 1, text.utf8.allSatisfy(isFileNameByte) else {
        return .failure(Refusal(text: "'\(Printable.excerpt(text))' is not a suffix like .sha512"))
      }
      return .success(text)
    }
  }

  private static func isFileNameByte(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "-._".utf8.contains(byte)
  }
}

extension Shape where Value == [ImageSource.File] {
  /// File names by what starts them, in the order of the file: the first is the usual one.
  static var imageFiles: Shape<[ImageSource.File]> {
    Shape { node, path, faults in
      guard case .object(let members) = node.content, !members.isEmpty else {
        return .failure(faults.add(path, line: node.line, "must name a file for bios, uefi or both, is \(node.noun)"))
      }
      let fields = members.map { member in
        let path = "\(path).\(Printable.excerpt(member.key))"
        let name = Shape<FilePattern>.parsed(FilePattern.self).read(member.value, path, faults)
        guard let firmware = Firmware(rawValue: member.key) else {
          return Field<ImageSource.File>.failure(faults.add(path, line: member.line, "is neither bios nor uefi"))
        }
        return name.map { ImageSource.File(firmware: firmware, name: $0) }
      }
      return Result { () throws(FaultRecorded) in
        var files: [ImageSource.File] = []
        for field in fields { files.append(try field.get()) }
        return files
      }
    }
  }
}
