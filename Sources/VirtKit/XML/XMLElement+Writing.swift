import CLibxml2

extension XMLElement {
  /// The element as XML text, indented, without a declaration; libxml2 escapes all text.
  ///
  /// - Throws: `XMLError` for a name or a character that XML cannot carry.
  public var xml: String {
    get throws(XMLError) {
      try checkWritable()
      XMLLibrary.start()
      guard let document = unsafe xmlNewDoc("1.0") else { throw .outOfMemory }
      defer { unsafe xmlFreeDoc(document) }
      guard let root = unsafe node(in: document, below: nil) else { throw .outOfMemory }
      unsafe xmlDocSetRootElement(document, root)
      guard let buffer = unsafe xmlBufferCreate() else { throw .outOfMemory }
      defer { unsafe xmlBufferFree(buffer) }
      guard unsafe xmlNodeDump(buffer, document, root, 0, 1) >= 0, let content = unsafe xmlBufferContent(buffer) else {
        throw .outOfMemory
      }
      return unsafe String(cString: content) + "\n"
    }
  }

  /// Builds the libxml2 node; nil when memory ran out.
  private func node(
    in document: UnsafeMutablePointer<xmlDoc>,
    below parent: UnsafeMutablePointer<xmlNode>?
  ) -> UnsafeMutablePointer<xmlNode>? {
    guard let node = unsafe xmlNewDocNode(document, nil, name, nil) else { return nil }
    if let parent = unsafe parent { unsafe xmlAddChild(parent, node) }
    unsafe xmlSetNs(node, Self.space(namespace, prefix, at: node, in: document))
    for attribute in attributes {
      if attribute.namespace == nil {
        unsafe xmlNewProp(node, attribute.name, attribute.value)
      } else {
        // An attribute has no default namespace: one that came without a prefix gets one.
        let prefix = attribute.prefix ?? "a"
        let space = unsafe Self.space(attribute.namespace, prefix, at: node, in: document)
        unsafe xmlNewNsProp(node, space, attribute.name, attribute.value)
      }
    }
    for child in children {
      switch child {
      case .element(let element):
        guard unsafe element.node(in: document, below: node) != nil else { return nil }
      case .text(let text):
        guard let content = unsafe xmlNewDocText(document, text) else { return nil }
        unsafe xmlAddChild(node, content)
      }
    }
    return unsafe node
  }

  /// The declaration in scope for a namespace, made here when there is none; nil for no namespace.
  private static func space(
    _ uri: String?,
    _ prefix: String?,
    at node: UnsafeMutablePointer<xmlNode>,
    in document: UnsafeMutablePointer<xmlDoc>
  ) -> UnsafeMutablePointer<xmlNs>? {
    let inScope = unsafe xmlSearchNs(document, node, prefix)
    guard let uri else {
      // Out of a default namespace that an element above has declared: xmlns="".
      guard unsafe prefix == nil && inScope != nil else { return nil }
      return unsafe xmlNewNs(node, "", nil)
    }
    if let inScope = unsafe inScope, unsafe String(cString: inScope.pointee.href) == uri { return unsafe inScope }
    return unsafe xmlNewNs(node, uri, prefix)
  }
}
