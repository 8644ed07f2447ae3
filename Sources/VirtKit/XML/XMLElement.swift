/// One XML element as a value: a name, attributes in order, and children.
///
/// Reading and writing go through libxml2, so that no text of anybody's can become structure. Comments and processing
/// instructions are not kept, white space between elements neither.
public struct XMLElement: Sendable, Hashable {
  /// The name without its prefix.
  public var name: String
  /// The prefix as written; only a hint when `namespace` is nil.
  public var prefix: String?
  /// The namespace's URI.
  public var namespace: String?
  /// The attributes, in order.
  public var attributes: [XMLAttribute]
  /// Elements and text, in order.
  public var children: [XMLNode]

  /// An element with its attributes (those whose value is nil are left out), and text or elements inside.
  public init(
    _ name: String,
    _ attributes: KeyValuePairs<String, String?> = [:],
    text: String? = nil,
    @XMLBuilder content: () -> [XMLElement] = { [] }
  ) {
    self.name = name
    self.attributes = attributes.compactMap { name, value in value.map { XMLAttribute(name, $0) } }
    children = (text.map { [.text($0)] } ?? []) + content().map(XMLNode.element)
  }

  /// The same element in a namespace, which its children without one do not inherit.
  public func inNamespace(_ uri: String, prefix: String?) -> XMLElement {
    var copy = self
    copy.namespace = uri
    copy.prefix = prefix
    return copy
  }
}

/// What an element may contain.
public enum XMLNode: Sendable, Hashable {
  /// An element.
  case element(XMLElement)
  /// Text, not yet escaped.
  case text(String)
}
