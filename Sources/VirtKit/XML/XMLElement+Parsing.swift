import CLibxml2

extension XMLElement {
  /// The most bytes read; the longest XML libvirt writes (a host's capabilities) is far below one MiB.
  public static let parsingLimit = 8 << 20

  /// Reads one XML document: no network, no file, no entity of its own, no document type.
  ///
  /// - Throws: `XMLError`, with the line where it is known. C: xmlCtxtReadMemory.
  public init(parsing text: String) throws(XMLError) {
    let bytes = Array(text.utf8)
    guard bytes.count <= Self.parsingLimit else {
      throw .tooLong(bytes: bytes.count, limit: Self.parsingLimit)
    }
    XMLLibrary.start()
    guard let context = unsafe xmlNewParserCtxt() else { throw .outOfMemory }
    defer { unsafe xmlFreeParserCtxt(context) }
    let fault = unsafe XMLFault(watching: context)
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    let document = unsafe bytes.withUnsafeBytes { buffer in
      unsafe xmlCtxtReadMemory(
        context,
        buffer.bindMemory(to: CChar.self).baseAddress,
        Int32(buffer.count),
        nil,
        "UTF-8",
        Int32(options)
      )
    }
    guard let document = unsafe document else {
      // A document type is refused as such, also where libxml2 stumbled over what stands in it.
      if unsafe context.pointee.myDoc?.pointee.intSubset != nil { throw .documentType }
      throw .malformed(line: fault.line, reason: fault.reason)
    }
    defer { unsafe xmlFreeDoc(document) }
    guard unsafe document.pointee.intSubset == nil else { throw .documentType }
    guard let root = unsafe xmlDocGetRootElement(document) else {
      throw .malformed(line: 1, reason: "no element")
    }
    unsafe self.init(node: root)
  }

  private init(node: UnsafeMutablePointer<xmlNode>) {
    self.init(unsafe Self.string(node.pointee.name))
    if let space = unsafe node.pointee.ns {
      prefix = unsafe space.pointee.prefix.map { unsafe Self.string($0) }
      namespace = unsafe Self.string(space.pointee.href)
    }
    var property = unsafe node.pointee.properties
    while let attribute = unsafe property {
      attributes.append(unsafe Self.attribute(attribute))
      unsafe property = attribute.pointee.next
    }
    var child = unsafe node.pointee.children
    while let current = unsafe child {
      switch unsafe current.pointee.type {
      case XML_ELEMENT_NODE:
        unsafe children.append(.element(XMLElement(node: current)))
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
        unsafe append(text: Self.string(current.pointee.content))
      default:
        break
      }
      unsafe child = current.pointee.next
    }
    dropIndentation()
  }

  private mutating func append(text: String) {
    if case .text(let before)? = children.last {
      children[children.count - 1] = .text(before + text)
    } else {
      children.append(.text(text))
    }
  }

  /// White space beside child elements is libvirt's indentation, not content.
  private mutating func dropIndentation() {
    guard children.contains(where: { if case .element = $0 { true } else { false } }) else { return }
    children.removeAll { child in
      if case .text(let text) = child { text.allSatisfy(\.isWhitespace) } else { false }
    }
  }

  private static func attribute(_ attribute: UnsafeMutablePointer<xmlAttr>) -> XMLAttribute {
    let content = unsafe xmlNodeListGetString(attribute.pointee.doc, attribute.pointee.children, 1)
    defer { if let content = unsafe content { unsafe coloc_xml_free(content) } }
    var result = XMLAttribute(unsafe string(attribute.pointee.name), unsafe string(content))
    if let space = unsafe attribute.pointee.ns {
      result.prefix = unsafe space.pointee.prefix.map { unsafe string($0) }
      result.namespace = unsafe string(space.pointee.href)
    }
    return result
  }

  private static func string(_ text: UnsafePointer<xmlChar>?) -> String {
    unsafe text.map { unsafe String(cString: $0) } ?? ""
  }
}
