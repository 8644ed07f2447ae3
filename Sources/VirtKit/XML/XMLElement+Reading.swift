extension XMLElement {
  /// The value of an attribute without a namespace.
  public subscript(attribute: String) -> String? {
    attributes.first { $0.name == attribute && $0.namespace == nil }?.value
  }

  /// The child elements, of a name when one is given.
  public func elements(_ name: String? = nil) -> [XMLElement] {
    children.compactMap { child in
      guard case .element(let element) = child, name == nil || element.name == name else { return nil }
      return element
    }
  }

  /// The first element at the end of a path of names below this one.
  public func first(_ path: String...) -> XMLElement? {
    path.reduce(self) { element, name in element?.elements(name).first }
  }

  /// The text directly inside, without what stands in child elements.
  public var text: String {
    children.reduce(into: "") { text, child in
      if case .text(let part) = child { text += part }
    }
  }
}
