/// A storage volume to create.
public struct VolumeDefinition: Sendable, Hashable {
  /// The name, unique in its pool.
  public var name: String
  /// What a guest will see, in bytes.
  public var capacity: UInt64
  /// The image format.
  public var format: String
  /// The access mode of the file from its first byte, in octal digits.
  public var mode = "0600"
  /// The image below it; nil when it stands alone.
  public var backing: DiskDefinition.Backing?

  /// A volume that takes no space until it is written.
  public init(name: String, capacity: UInt64, format: String = "qcow2", backing: DiskDefinition.Backing? = nil) {
    self.name = name
    self.capacity = capacity
    self.format = format
    self.backing = backing
  }

  /// libvirt's `<volume>`.
  public func element() -> XMLElement {
    XMLElement("volume", ["type": "file"]) {
      XMLElement("name", text: name)
      XMLElement("capacity", ["unit": "bytes"], text: String(capacity))
      XMLElement("allocation", ["unit": "bytes"], text: "0")
      XMLElement("target") {
        XMLElement("format", ["type": format])
        XMLElement("permissions") { XMLElement("mode", text: mode) }
        // libvirt's default is 0.10, whose headers can hold no bitmaps.
        if format == "qcow2" { XMLElement("compat", text: "1.1") }
      }
      backing.map { backing in
        XMLElement("backingStore") {
          XMLElement("path", text: backing.path)
          XMLElement("format", ["type": backing.format])
        }
      }
    }
  }

  /// libvirt's volume XML.
  public var xml: String {
    get throws(XMLError) { try element().xml }
  }
}
