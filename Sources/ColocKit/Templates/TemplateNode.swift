/// One parsed value of a template, with the line on which it begins.
indirect enum TemplateNode: Sendable {
  /// A field of a mapping.
  struct Field: Sendable {
    let key: String
    let value: TemplateNode
  }

  /// Named values, in the template's order.
  case mapping([Field], line: Int)
  /// A list.
  case sequence([TemplateNode], line: Int)
  /// A text in which names are replaced; always a text, or a list when it is one reference and nothing else.
  case text(TemplateText, line: Int)
  /// null, true, false or a number: nothing in it to replace.
  case constant(JSONValue, line: Int)

  var line: Int {
    switch self {
    case .mapping(_, let line), .sequence(_, let line), .text(_, let line), .constant(_, let line): line
    }
  }
}
