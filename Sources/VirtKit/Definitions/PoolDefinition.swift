public import FoundationEssentials

/// A storage pool in a directory of the host.
public struct PoolDefinition: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The UUID.
  public var uuid: UUID
  /// The directory on the host.
  public var path: String
  /// The mode the directory gets when it is built, in octal digits: QEMU must walk through, nobody needs to list.
  public var mode = "0711"
  /// The numeric owner the directory gets when it is built.
  public var owner = 0
  /// The numeric group the directory gets when it is built.
  public var group = 0

  /// A pool whose directory is root's.
  public init(name: String, uuid: UUID, path: String) {
    self.name = name
    self.uuid = uuid
    self.path = path
  }

  /// libvirt's `<pool>`.
  public func element() -> XMLElement {
    XMLElement("pool", ["type": "dir"]) {
      XMLElement("name", text: name)
      XMLElement("uuid", text: uuid.libvirtText)
      XMLElement("target") {
        XMLElement("path", text: path)
        XMLElement("permissions") {
          XMLElement("mode", text: mode)
          XMLElement("owner", text: String(owner))
          XMLElement("group", text: String(group))
        }
      }
    }
  }

  /// libvirt's pool XML.
  public var xml: String {
    get throws(XMLError) { try element().xml }
  }
}
