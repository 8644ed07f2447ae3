public import Foundation

extension Shape where Value == String {
  /// A text, also an empty one. A YAML scalar without quotes is the text that was typed.
  public static var text: Shape<String> {
    Shape { node, path, faults in
      if case .string(let text) = node.content { return .success(text) }
      if let plain = node.plain, node.content != .null { return .success(plain) }
      return .failure(faults.add(path, line: node.line, "must be a text, is \(node.noun)"))
    }
  }

  /// A text of one line that is not empty and holds no control characters.
  public static var line: Shape<String> {
    text.narrowed { text in
      guard !text.isEmpty else { return .failure(Refusal(text: "is empty")) }
      guard !text.unicodeScalars.contains(where: Printable.isDangerous) else {
        return .failure(Refusal(text: "holds a line end or a control character"))
      }
      return .success(text)
    }
  }
}

extension Shape where Value == Bool {
  /// true or false.
  public static var bool: Shape<Bool> {
    Shape { node, path, faults in
      if case .bool(let value) = node.content { return .success(value) }
      return .failure(faults.add(path, line: node.line, "must be true or false, is \(node.noun)"))
    }
  }
}

extension Shape where Value == Int64 {
  /// A whole number within bounds.
  public static func whole(_ range: ClosedRange<Int64>) -> Shape<Int64> {
    Shape { node, path, faults in
      guard case .int(let value) = node.content else {
        let found = if case .number(let text) = node.content { text } else { node.noun }
        return .failure(faults.add(path, line: node.line, "must be a whole number, is \(found)"))
      }
      guard range.contains(value) else {
        return .failure(
          faults.add(path, line: node.line, "must be \(range.lowerBound) to \(range.upperBound), is \(value)")
        )
      }
      return .success(value)
    }
  }
}

extension Shape where Value == Int {
  /// A whole number within bounds.
  public static func int(_ range: ClosedRange<Int>) -> Shape<Int> {
    Shape<Int64>.whole(Int64(range.lowerBound)...Int64(range.upperBound)).narrowed { .success(Int($0)) }
  }
}

extension Shape where Value == ByteCount {
  /// A size as records keep it: bytes as a whole number, at most `ByteCount.largest`.
  public static var bytes: Shape<ByteCount> {
    Shape<Int64>.whole(0...ByteCount.largest.bytes).narrowed { .success(ByteCount(bytes: $0)) }
  }
}

extension Shape where Value == UUID {
  /// A UUID (RFC 9562), either case.
  public static var uuid: Shape<UUID> {
    Shape<String>.text.narrowed { text in
      guard text.utf8.count == 36, let value = UUID(uuidString: text) else {
        return .failure(Refusal(text: "'\(Printable.excerpt(text))' is not a UUID"))
      }
      return .success(value)
    }
  }
}

extension Shape where Value: Parsed {
  /// A text that the parser of `type` takes.
  public static func parsed(_ type: Value.Type) -> Shape<Value> {
    Shape<String>.text.narrowed { text in
      do throws(ParseFault) {
        return .success(try Value(parsing: text))
      } catch {
        let short = ParseFault(Printable.excerpt(error.text), noun: error.noun, reason: error.reason)
        return .failure(Refusal(text: short.message))
      }
    }
  }
}

extension Shape where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the words of `type`.
  public static func choice(_ type: Value.Type) -> Shape<Value> {
    Shape<String>.text.narrowed { text in
      guard let value = Value(rawValue: text) else {
        let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return .failure(Refusal(text: "'\(Printable.excerpt(text))' is none of \(words)"))
      }
      return .success(value)
    }
  }
}
