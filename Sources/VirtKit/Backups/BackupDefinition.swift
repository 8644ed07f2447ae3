/// A push backup of some disks of a domain, each into a file. XML: formatbackup.
public struct BackupDefinition: Sendable, Hashable {
  /// One disk of the domain.
  public struct Disk: Sendable, Hashable {
    /// The device in the guest, as in `vda`.
    public var target: String
    /// The file that receives it; nil leaves the disk out.
    public var file: String?
    /// The file's format.
    public var format: String
    /// The checkpoint since which changes are copied; nil copies all that the guest sees.
    public var since: String?

    /// A disk whose changes since a checkpoint, or all of it, go into a file; without a file it is left out.
    public init(target: String, file: String?, format: String = "qcow2", since: String? = nil) {
      self.target = target
      self.file = file
      self.format = format
      self.since = since
    }
  }

  /// The disks; libvirt backs up what is not named, so name each.
  public var disks: [Disk]

  /// A backup of disks.
  public init(disks: [Disk]) {
    self.disks = disks
  }

  /// The XML for `beginBackup`.
  public var xml: String {
    get throws(XMLError) { try element.xml }
  }

  var element: XMLElement {
    XMLElement("domainbackup", ["mode": "push"]) {
      // Said for the whole where it is the same for some: libvirt 9.0 takes a disk's own only beside it.
      disks.compactMap(\.since).first.map { XMLElement("incremental", text: $0) }
      XMLElement("disks") { disks.map(\.element) }
    }
  }
}

extension BackupDefinition.Disk {
  var element: XMLElement {
    guard let file else { return XMLElement("disk", ["name": target, "backup": "no"]) }
    let mode = since == nil ? "full" : "incremental"
    return XMLElement(
      "disk",
      ["name": target, "backup": "yes", "type": "file", "backupmode": mode, "incremental": since]
    ) {
      XMLElement("driver", ["type": format])
      XMLElement("target", ["file": file])
    }
  }
}
