/// Puts values into parsed scalars.
struct TemplateRenderer {
  let values: [String: TemplateValue]

  func render(_ node: TemplateNode) throws(TemplateFault) -> JSONValue {
    switch node {
    case .constant(let value, _): return value
    case .text(let text, let line): return try render(text, line: line)
    case .sequence(let items, _):
      var rendered: [JSONValue] = []
      for item in items { rendered.append(try render(item)) }
      return .array(rendered)
    case .mapping(let fields, let line):
      var rendered: [String: JSONValue] = [:]
      for field in fields {
        if let fault = CloudText.fault(in: field.key, allowingLines: false) {
          throw TemplateFault(line, "the key '\(field.key)' \(fault)")
        }
        rendered[field.key] = try render(field.value)
      }
      return .object(rendered)
    }
  }

  private func render(_ text: TemplateText, line: Int) throws(TemplateFault) -> JSONValue {
    if let name = text.soleReference, case .list(let items) = try value(name, line: line) { return .array(items) }
    var result = ""
    for piece in text.pieces {
      switch piece {
      case .literal(let literal):
        if let fault = CloudText.fault(in: literal, allowingLines: true) {
          throw TemplateFault(line, "the text \(fault)")
        }
        result += literal
      case .reference(let name, let line):
        switch try value(name, line: line) {
        case .string(let value), .lines(let value): result += value
        case .list:
          throw TemplateFault(line, "${\(name)} is a list and must be a value of its own, with no text around it")
        }
      }
    }
    return .string(result)
  }

  private func value(_ name: String, line: Int) throws(TemplateFault) -> TemplateValue {
    guard let value = values[name] else {
      let known = values.keys.sorted().joined(separator: ", ")
      throw TemplateFault(line, "${\(name)} is no known name; known are \(known); $${ writes the characters themselves")
    }
    if let fault = value.fault { throw TemplateFault(line, "the value of ${\(name)} \(fault)") }
    return value
  }
}
