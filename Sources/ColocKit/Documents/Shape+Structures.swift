extension Shape {
  /// A list of values of one shape; every element is read, so that all faults are found.
  public static func list<Element>(_ element: Shape<Element>) -> Shape<[Element]> where Value == [Element] {
    Shape<[Element]> { node, path, faults in
      guard case .array(let nodes) = node.content else {
        return .failure(faults.add(path, line: node.line, "must be a list, is \(node.noun)"))
      }
      let fields = nodes.enumerated().map { element.read($0.element, "\(path)[\($0.offset)]", faults) }
      return Result { () throws(FaultRecorded) in
        var values: [Element] = []
        for field in fields { values.append(try field.get()) }
        return values
      }
    }
  }

  /// A list of records in which no two share a value under any of `keys`.
  public static func records<Element: ReadableRecord>(
    _ type: Element.Type,
    distinct keys: [String] = []
  ) -> Shape<[Element]> where Value == [Element] {
    let list = Shape<[Element]>.list(.record(type))
    return Shape<[Element]> { node, path, faults in
      let before = faults.faults.count
      let values = list.read(node, path, faults)
      for key in keys { refuseTwins(key, in: node, path, faults) }
      guard faults.faults.count == before else { return values.flatMap { _ in .failure(faults.recorded) } }
      return values
    }
  }

  private static func refuseTwins(_ key: String, in node: DocumentNode, _ path: String, _ faults: FaultList) {
    guard case .array(let elements) = node.content else { return }
    var first: [String: Int] = [:]
    for (index, element) in elements.enumerated() {
      guard case .object(let members) = element.content, let member = members.first(where: { $0.key == key }),
        let text = member.value.plain ?? member.value.quoted
      else { continue }
      guard let earlier = first.updateValue(index, forKey: text.lowercased()) else { continue }
      let reason = "'\(Printable.excerpt(text))' stands in \(path)[\(earlier)] already"
      faults.add("\(path)[\(index)].\(key)", line: member.value.line, reason)
    }
  }
}

extension DocumentNode {
  /// The text of a string that was written in quotes.
  fileprivate var quoted: String? { if case .string(let text) = content { text } else { nil } }
}

extension Shape where Value: ReadableRecord {
  /// An object that a record can be read from.
  public static func record(_ type: Value.Type) -> Shape<Value> {
    Shape { node, path, faults in
      Result { () throws(FaultRecorded) in
        try Value(reading: RecordReader(node, path: path, faults: faults))
      }
    }
  }
}
