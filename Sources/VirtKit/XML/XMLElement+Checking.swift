import CLibxml2

extension XMLElement {
  /// Throws when any name or text in the tree cannot stand in XML.
  func checkWritable() throws(XMLError) {
    try Self.checkName(name)
    if let prefix { try Self.checkName(prefix) }
    if let namespace { try Self.checkText(namespace, in: "the namespace of \(name)") }
    for attribute in attributes {
      try Self.checkName(attribute.name)
      if let prefix = attribute.prefix { try Self.checkName(prefix) }
      if let namespace = attribute.namespace { try Self.checkText(namespace, in: "the namespace of \(attribute.name)") }
      try Self.checkText(attribute.value, in: "\(name)/@\(attribute.name)")
    }
    for child in children {
      switch child {
      case .element(let element): try element.checkWritable()
      case .text(let text): try Self.checkText(text, in: name)
      }
    }
  }

  /// The characters of XML 1.0, section 2.2; all others have no spelling at all, escaped or not.
  private static func checkText(_ text: String, in place: @autoclosure () -> String) throws(XMLError) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: continue
      default: throw .forbiddenCharacter(scalar: scalar.value, place: place())
      }
    }
  }

  private static func checkName(_ name: String) throws(XMLError) {
    // A zero byte would end the name early in C.
    guard !name.utf8.contains(0), unsafe xmlValidateNCName(name, 0) == 0 else { throw .invalidName(name) }
  }
}
