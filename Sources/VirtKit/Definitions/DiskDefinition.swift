/// A disk of a machine.
public struct DiskDefinition: Sendable, Hashable {
  /// Where its bytes are.
  public var source: Source
  /// The image format, never guessed: a guest could write another format's header into a raw disk.
  public var format: String
  /// The device in the guest, as in `vda`.
  public var target: String
  /// The bus.
  public var bus = "virtio"
  /// Whether the guest may only read it.
  public var isReadOnly = false
  /// Whether what the guest discards is given back to the host.
  public var discardsUnmap = true
  /// What the guest can find it by (at most 20 characters on virtio).
  public var serial: String?
  /// The image below it, named so that libvirt does not have to look; nil lets it look.
  public var backing: Backing?

  /// Where a disk's bytes are.
  public enum Source: Sendable, Hashable {
    /// A file on the host.
    case file(String)
    /// A volume of a pool.
    case volume(pool: String, name: String)
    /// A block device on the host.
    case block(String)
  }

  /// The image below a disk.
  public struct Backing: Sendable, Hashable {
    /// Its path on the host.
    public var path: String
    /// Its format.
    public var format: String

    /// An image below, which stands on nothing else.
    public init(path: String, format: String) {
      self.path = path
      self.format = format
    }
  }

  /// A disk on virtio that can be written.
  public init(_ source: Source, format: String = "qcow2", target: String) {
    self.source = source
    self.format = format
    self.target = target
  }

  /// libvirt's `<disk>`.
  public func element() -> XMLElement {
    XMLElement("disk", ["type": sourceType, "device": "disk"]) {
      XMLElement(
        "driver",
        [
          "name": "qemu",
          "type": format,
          // A full host pauses the guest, which then goes on where it was; an error would break its file system.
          "error_policy": isReadOnly ? nil : "enospace",
          "discard": discardsUnmap && !isReadOnly ? "unmap" : nil,
        ]
      )
      sourceElement
      backing.map { backing in
        XMLElement("backingStore", ["type": "file"]) {
          XMLElement("format", ["type": backing.format])
          XMLElement("source", ["file": backing.path])
          XMLElement("backingStore")
        }
      }
      XMLElement("target", ["dev": target, "bus": bus])
      if isReadOnly { XMLElement("readonly") }
      serial.map { XMLElement("serial", text: $0) }
    }
  }

  private var sourceType: String {
    switch source {
    case .file: "file"
    case .volume: "volume"
    case .block: "block"
    }
  }

  private var sourceElement: XMLElement {
    switch source {
    case .file(let path): XMLElement("source", ["file": path])
    case .volume(let pool, let name): XMLElement("source", ["pool": pool, "volume": name])
    case .block(let path): XMLElement("source", ["dev": path])
    }
  }
}
